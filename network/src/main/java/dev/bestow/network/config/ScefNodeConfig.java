package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The configuration of an SCEF.
///
/// @param http where application servers fetch their keys
/// @param masterKey seals the epoch keys of SCEFs that share a cluster
public record ScefNodeConfig(
        HostIdentity identity,
        DiameterSection diameter,
        Northbound http,
        Tls tls,
        @Nullable Store store,
        @Nullable MasterKeySource masterKey,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements KeyServerNodeConfig {
    @Override
    public Node node() {
        return Node.scef;
    }

    @Override
    public List<AsId> endpoints() {
        return policy.applicationServers();
    }

    /// What the operator decides.
    ///
    /// @param solution which row of the solutions table serves an application server
    /// @param solutions application servers that another row serves; the same at every node
    /// @param mmePools MMEs that it believes and asks
    /// @param applicationServers who may have keys
    /// @param keyLifetimeSeconds the longest at the HSS, those of its profiles included; a week is taken in any case
    /// @param refreshSeconds how long after an application server had a key replaced it may ask for the same again at
    ///     the earliest
    /// @param scefDerives whether it asks MMEs for Ks and derives each Ks_AS itself; an MME that is not configured so
    ///     gives Ks_AS all the same
    public record Policy(
            @Default("12") Solution solution,
            List<ServedBy> solutions,
            List<MmePool> mmePools,
            List<AsId> applicationServers,
            @Default("86400") int keyLifetimeSeconds,
            @Default("600") int refreshSeconds,
            @Default("false") boolean scefDerives) {
        public Policy {
            NodeConfig.requireRefresh(refreshSeconds);
            HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            KeyServerNodeConfig.requireServed(
                    ServedBy.plan(solution, solutions),
                    Party.SCEF,
                    "applicationServers",
                    applicationServers);
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return ServedBy.plan(solution, solutions);
        }
    }

    /// MME groups of one network, both ends included.
    ///
    /// @param plmn the network
    /// @param firstGroup lowest MME group id, 16 bits
    /// @param lastGroup highest MME group id
    public record MmePool(PlmnId plmn, int firstGroup, int lastGroup) {}
}
