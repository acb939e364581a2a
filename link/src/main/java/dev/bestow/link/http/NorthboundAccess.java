package dev.bestow.link.http;

import dev.bestow.link.token.TokenCheck;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLContext;

/// Whom a northbound server lets in.
///
/// @param tls holds the server's certificate and the authorities of its callers
/// @param tokens which tokens it believes; null for none
public record NorthboundAccess(SSLContext tls, @Nullable TokenCheck tokens) {}
