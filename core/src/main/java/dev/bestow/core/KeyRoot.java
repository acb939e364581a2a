package dev.bestow.core;

/// Which root an application server's Ks comes from. The seeds contradict each other, so both exist
/// and are never mixed: their FC values differ.
public enum KeyRoot {
    /// Seed 000: HSS and ME derive Ks from CK||IK when AUTHENTICATE runs.
    CK_IK,
    /// Seed 003: MME and ME derive Ks from the K_ASME of the current context.
    KASME
}
