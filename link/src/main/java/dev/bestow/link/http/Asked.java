package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.link.token.AccessToken;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Set;

/// Who asks, as far as connection and head of a request say.
sealed interface Asked {
    /// What they show.
    ///
    /// @param names the DNS names of the certificate
    /// @param address the other end of the connection
    /// @param token one that is believed, and counts for this connection; null when there is none
    /// @param tokenSuffices whether the certificate need not name the endpoint that the token is for
    record Shown(
            Set<String> names,
            InetSocketAddress address,
            @Nullable AccessToken token,
            boolean tokenSuffices)
            implements Asked {
        /// Nothing but a certificate.
        Shown(Set<String> names, InetSocketAddress address) {
            this(names, address, null, false);
        }

        NorthboundCaller as(AsId endpoint) {
            return new NorthboundCaller(endpoint, address, token == null ? null : token.client());
        }
    }

    /// The request is refused whatever it asks for.
    record Refused(Answer answer) implements Asked {}
}
