package dev.bestow.link.http;

import dev.bestow.core.AsId;

import java.net.InetSocketAddress;

/// Who asks on the northbound interface.
///
/// @param endpoint the name it speaks as, which its certificate has
/// @param address where its connection comes from; a gateway's when it comes through one
public record NorthboundCaller(AsId endpoint, InetSocketAddress address) {}
