package dev.bestow.conformance.planted.hss;

/// Stands for something of the HSS.
public final class Registrar {}
