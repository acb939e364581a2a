package dev.bestow.keys;

/// Which derivation a [LeafKey] comes of.
public enum LeafKind {
    /// [KsAs], of an application server.
    KS_AS,
    /// [E2mKey], of an end-to-middle endpoint.
    E2M_KEY,
    /// [E2mKeySet] itself, of the home security endpoint.
    E2M_KEY_SET,
    /// [E2eKey], of an end-to-end endpoint.
    E2E_KEY
}
