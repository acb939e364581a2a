package dev.bestow.conformance.planted.core;

/// A record that compares its octets by reference.
@SuppressWarnings("ArrayRecordComponent") // planted
record ArrayRecord(byte[] octets) {}
