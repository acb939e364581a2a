package dev.bestow.link.http;

import dev.bestow.core.AsId;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// Who asks on the northbound interface.
///
/// @param endpoint the name it speaks as, which its certificate or its token has
/// @param address where its connection comes from; a gateway's when it comes through one
/// @param tokenClient to whom its token was issued; null when it shows none
public record NorthboundCaller(
        AsId endpoint, InetSocketAddress address, @Nullable String tokenClient) {}
