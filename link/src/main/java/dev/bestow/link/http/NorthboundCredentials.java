package dev.bestow.link.http;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLContext;

/// What a caller of the northbound interface shows.
///
/// @param tls our certificate, which names our AS_ID, and the operator's authority
/// @param token shown beside it; null where the certificate is enough
public record NorthboundCredentials(SSLContext tls, @Nullable TokenFile token) {
    /// A certificate and nothing else.
    public NorthboundCredentials(SSLContext tls) {
        this(tls, null);
    }
}
