package dev.bestow.conformance.planted.aka;

/// Stands for K.
public final class SubscriberKey {}
