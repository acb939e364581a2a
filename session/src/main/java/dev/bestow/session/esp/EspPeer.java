package dev.bestow.session.esp;

import dev.bestow.core.Octets;

import java.net.InetSocketAddress;

/// Where a datagram came from.
///
/// @param address to answer to
/// @param source whom to hold to account: the IPv4 address, or the first 8 octets of the IPv6 address
public record EspPeer(InetSocketAddress address, Octets source) {}
