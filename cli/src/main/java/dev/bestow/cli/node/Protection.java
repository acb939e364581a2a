package dev.bestow.cli.node;

/// What protects the reports of devices, by its name on the command line.
enum Protection {
    /// Ua native.
    ua,
    /// CoAP over DTLS 1.2.
    dtls
}
