package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;

/// The configuration of an endpoint, whichever kind it is: devices report to it under its key, which it fetches from
/// a key server.
public sealed interface EndpointNodeConfig extends NodeConfig permits AsNodeConfig, HseNodeConfig {
    /// The name under which devices and key server know it.
    AsId name();

    /// The key server; null for one that gets keys from the HSS itself.
    @Nullable Operator http();

    /// Where devices report to, over UDP.
    UaSection ua();

    /// Where devices report to in OSCORE, over UDP; null where none do.
    @Nullable OscoreSection oscore();

    /// Where devices report to in ESP, over UDP; null where none do.
    @Nullable EspSection esp();

    /// Where devices report to by CoAP over DTLS; null where they do not.
    @Nullable DtlsSection dtls();

    Tls tls();

    /// Which row serves which endpoint.
    SolutionPlan plan();

    /// The row of the solutions table that serves it.
    default Solution row() {
        return plan().serving(name());
    }

    /// From the AKA run to the end of all derived from it; at least as at the HSS.
    int keyLifetimeSeconds();

    /// Whom it asks.
    ///
    /// @param url of the key server, `https://HOST:PORT`
    /// @param tokenFile an access token that it shows beside its certificate, the one line of a file for its owner
    ///     alone, which may be replaced at any time; absent where the certificate is enough
    record Operator(URI url, @Nullable Path tokenFile) {
        /// With the certificate alone.
        public Operator(URI url) {
            this(url, null);
        }

        public Operator {
            if (!"https".equals(url.getScheme())) {
                throw new InvalidValue("url", "is an https URL: keys travel there");
            }
        }
    }

    /// Refuses a row that serves endpoints of another kind.
    static void requireEndingAt(Party kind, SolutionPlan plan, AsId name) {
        Solution row = plan.serving(name);
        if (row.endpoint() != kind) {
            throw new InvalidValue(
                    "policy.solution",
                    "%s serves an %s and no %s".formatted(row, row.endpoint(), kind));
        }
    }
}
