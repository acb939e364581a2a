package dev.bestow.network.config;

import java.nio.file.Path;

/// PEM files (RFC 7468).
///
/// @param key the private key, PKCS#8 without passphrase
/// @param certificate this node's certificate, then the intermediate ones
/// @param ca the authorities trusted here; the system's own are not
public record Tls(Path key, Path certificate, Path ca) {}
