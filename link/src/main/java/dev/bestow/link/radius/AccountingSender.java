package dev.bestow.link.radius;

import dev.bestow.core.Octets;

/// Who tells something: a gateway, as a client knows it. A restart is that of one gateway, not of all behind a proxy;
/// what may be spent is the client's, for it can name as many gateways as it likes.
///
/// @param client name of the configured client
/// @param gateway its NAS-Identifier, else its address, else nothing
public record AccountingSender(String client, Octets gateway) {}
