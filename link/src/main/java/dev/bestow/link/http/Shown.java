package dev.bestow.link.http;

import dev.bestow.core.AsId;

import java.net.InetSocketAddress;
import java.util.Set;

/// What a connection and its request show of who asks.
///
/// @param names the DNS names of the certificate
/// @param address the other end of the connection
record Shown(Set<String> names, InetSocketAddress address) {
    NorthboundCaller as(AsId endpoint) {
        return new NorthboundCaller(endpoint, address);
    }
}
