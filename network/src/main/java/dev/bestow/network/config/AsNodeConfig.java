package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;

/// The configuration of an application server.
///
/// @param http where it fetches its keys
/// @param ua the UDP port towards devices
public record AsNodeConfig(
        Identity identity,
        Operator http,
        Listening ua,
        Tls tls,
        @Nullable Store store,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements NodeConfig {
    @Override
    public Node node() {
        return Node.as;
    }

    /// It keeps replay marks and no keys.
    @Override
    public @Nullable MasterKeySource masterKey() {
        return null;
    }

    /// Who it is.
    public record Identity(AsId asId) {}

    /// Whom it asks.
    public record Operator(URI url) {
        public Operator {
            if (!"https".equals(url.getScheme())) {
                throw new InvalidValue("url", "is an https URL: keys travel there");
            }
        }
    }

    /// What its operator decides.
    ///
    /// @param solution which row of the solutions table serves an application server
    /// @param solutions application servers that another row serves; the same at every node
    /// @param keyLifetimeSeconds at least as at the HSS
    public record Policy(
            @Default("12") Solution solution,
            List<ServedBy> solutions,
            @Default("86400") int keyLifetimeSeconds) {
        public Policy {
            HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            ServedBy.plan(solution, solutions);
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return ServedBy.plan(solution, solutions);
        }
    }
}
