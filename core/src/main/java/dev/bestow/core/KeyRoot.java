package dev.bestow.core;

/// Which root an application server's Ks comes from (TR 33.863 solutions 11 and 12). The roots are never
/// mixed: each has derivation parameters of its own, so no Ks is a function of another, and an MME that is
/// given the first cannot compute the third.
public enum KeyRoot {
    /// Solution 11: HSS and ME derive Ks from CK||IK when AUTHENTICATE runs, and the HSS sends it with the
    /// vector.
    CK_IK,
    /// Solution 11, its other form: MME and ME derive Ks from the K_ASME of the current context.
    KASME,
    /// Solution 12: HSS and ME derive Ks from CK||IK when AUTHENTICATE runs, and the HSS pushes it to the key
    /// server. No MME ever holds it.
    CK_IK_PUSHED
}
