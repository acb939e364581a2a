package dev.bestow.wire.s6t;

/// What an HSS tells a key server in a Reporting-Information-Request (RIR, 8388719) on S6t.
public sealed interface KeyNotification permits KeyPush, KeyErasure, KeyLocationProof {}
