package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.hse.AccountingLimits;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/// RADIUS accounting of packet gateways, which says whose key may be fetched.
///
/// @param listen where they send it, over UDP
/// @param clients who may
/// @param limits what they may cost
public record AccountingSection(
        @Default("127.0.0.1:1813") Endpoint listen,
        List<Client> clients,
        @Default("") Limits limits) {
    public AccountingSection {
        if (clients.isEmpty()) {
            throw new InvalidValue("clients", "needs at least one");
        }
    }

    /// A gateway, or a proxy in front of several.
    ///
    /// @param address its IP address: a name is not enough
    /// @param secretFile the secret that it shares with nobody else, the one line of a file for its owner alone
    public record Client(String address, Path secretFile) {
        public Client {
            try {
                var _ = InetAddress.ofLiteral(address);
            } catch (IllegalArgumentException _) {
                throw new InvalidValue(
                        "address", address + " is no IP address; a name is not enough");
            }
        }
    }

    /// What accounting may cost, and how long what it says holds.
    ///
    /// @param sessionsPerClient sessions known of one client; one more displaces its oldest
    /// @param sessions of all clients
    /// @param prefetchBurst keys that a client may have fetched at once
    /// @param prefetchesPerSecond what it earns again
    /// @param graceSeconds how long a session that ended is still known
    public record Limits(
            @Default("65536") int sessionsPerClient,
            @Default("131072") int sessions,
            @Default("1000") int prefetchBurst,
            @Default("100") int prefetchesPerSecond,
            @Default("60") int graceSeconds) {
        /// When nothing is said.
        public static final Limits DEFAULT = new Limits(65_536, 131_072, 1_000, 100, 60);

        public Limits {
            var _ =
                    new AccountingLimits(
                            sessionsPerClient,
                            sessions,
                            prefetchBurst,
                            prefetchesPerSecond,
                            graceSeconds);
        }

        /// As the node wants them.
        public AccountingLimits limits() {
            return new AccountingLimits(
                    sessionsPerClient, sessions, prefetchBurst, prefetchesPerSecond, graceSeconds);
        }
    }
}
