package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import java.util.List;

/// The configuration of a key server, whichever 3GPP function it is.
public sealed interface KeyServerNodeConfig extends NodeConfig
        permits ScefNodeConfig, EmksNodeConfig {
    HostIdentity identity();

    DiameterSection diameter();

    /// Where endpoints fetch their keys.
    Northbound http();

    Tls tls();

    /// Endpoints that it serves.
    List<AsId> endpoints();

    /// Refuses an endpoint whose row has no such key server.
    ///
    /// @param key of the configuration, under which the endpoints stand
    static void requireServed(SolutionPlan plan, Party party, String key, List<AsId> endpoints) {
        for (AsId endpoint : endpoints) {
            Solution row = plan.serving(endpoint);
            if (!row.parties().contains(party)) {
                throw new InvalidValue(
                        key,
                        "has %s, which solution %s serves without an %s"
                                .formatted(endpoint, row, party));
            }
        }
    }
}
