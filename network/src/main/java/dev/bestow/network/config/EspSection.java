package dev.bestow.network.config;

import org.jspecify.annotations.Nullable;

/// ESP in UDP of an endpoint.
///
/// @param listen where it waits for datagrams; IANA's port is 4500
/// @param tun its interface towards devices that send IP packets; absent where they send reports alone
public record EspSection(Endpoint listen, @Nullable TunSection tun) {}
