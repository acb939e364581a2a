package dev.bestow.link.diameter;

import dev.bestow.core.InvalidValue;

import java.net.InetAddress;
import java.util.Set;

/// What a connection with one peer has to be.
public sealed interface PeerSecurity {
    /// Clear where both ends are on the loopback interface, TLS everywhere else. What a peer gets that
    /// says nothing.
    PeerSecurity TLS_OFF_LOOPBACK = new TlsOffLoopback();

    /// TLS, on loopback too.
    PeerSecurity TLS = new Tls();

    /// Whether a connection with this peer may be in clear, whoever made it.
    ///
    /// @param address where the peer is, at the other end
    /// @param onLoopback whether the connection stays on this machine, as far as is known before it is made
    boolean mayBeClear(InetAddress address, boolean onLoopback);

    /// See [#TLS_OFF_LOOPBACK].
    record TlsOffLoopback() implements PeerSecurity {
        @Override
        public boolean mayBeClear(InetAddress address, boolean onLoopback) {
            return onLoopback;
        }
    }

    /// See [#TLS].
    record Tls() implements PeerSecurity {
        @Override
        public boolean mayBeClear(InetAddress address, boolean onLoopback) {
            return false;
        }
    }

    /// Clear on a network, for an MME that speaks nothing else: vectors with their K_ASME travel
    /// readable, and only the source address says who asks. None of Bestow's own keys ever takes such a
    /// connection.
    ///
    /// @param sources the addresses it may be at, beside loopback; at least one
    /// @param reason why the operator accepts that, for the log
    record InsecureClear(Set<InetAddress> sources, String reason) implements PeerSecurity {
        public InsecureClear {
            sources = Set.copyOf(sources);
            if (sources.isEmpty()) {
                throw new InvalidValue(
                        "sources", "needs at least one address: nothing else says who asks");
            }
            if (reason.isBlank()) {
                throw new InvalidValue("reason", "is empty; say why vectors may travel in clear");
            }
        }

        @Override
        public boolean mayBeClear(InetAddress address, boolean onLoopback) {
            return onLoopback || sources.contains(address);
        }
    }
}
