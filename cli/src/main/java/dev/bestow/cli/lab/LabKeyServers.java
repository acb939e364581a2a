package dev.bestow.cli.lab;

import dev.bestow.keys.solution.Solution;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.Endpoint;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The key servers that the rows of a lab need; its HSS connects to each.
public record LabKeyServers(List<RunningKeyServer> all) {
    /// Where a key server is reached.
    public record At(Endpoint diameter, Endpoint http) {
        static final At ANY_PORTS = new At(LabNodes.ANY_PORT, LabNodes.ANY_PORT);

        /// Where that one is.
        public static At of(RunningKeyServer server) {
            return new At(
                    LabNodes.at(server.diameter().listenAddress()),
                    new Endpoint(LabNodes.ANY_PORT.host(), server.northboundPort()));
        }
    }

    /// The one that the row's endpoint asks.
    public RunningKeyServer of(Solution row) {
        String asked = LabNodes.keyServer(row);
        return all.stream()
                .filter(each -> each.config().identity().host().equals(asked))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(asked + " does not run"));
    }

    /// These, with `started` in place of the one that had its identity.
    public LabKeyServers with(RunningKeyServer started) {
        String host = started.config().identity().host();
        return new LabKeyServers(
                all.stream()
                        .map(each -> each.config().identity().host().equals(host) ? started : each)
                        .toList());
    }

    /// Where devices run an AKA with the EMKS; null where none does.
    public @Nullable InetSocketAddress ownRunAddress() {
        for (RunningKeyServer each : all) {
            if (each instanceof RunningEmks emks && emks.ownRunAddress() != null) {
                return emks.ownRunAddress();
            }
        }
        return null;
    }

    /// The SCEF, if there is one.
    Optional<RunningScef> scef() {
        return all.stream()
                .filter(RunningScef.class::isInstance)
                .map(RunningScef.class::cast)
                .findFirst();
    }
}
