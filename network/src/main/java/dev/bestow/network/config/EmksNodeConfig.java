package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The configuration of an EMKS.
///
/// @param http where end-to-middle security endpoints fetch their keys
/// @param ownRuns where it runs an AKA of its own with devices, for the endpoints whose row has it so
/// @param masterKey seals the epoch keys of EMKSs that share a cluster
public record EmksNodeConfig(
        HostIdentity identity,
        DiameterSection diameter,
        Northbound http,
        @Nullable OwnRunsSection ownRuns,
        Tls tls,
        @Nullable Store store,
        @Nullable MasterKeySource masterKey,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements KeyServerNodeConfig {
    public EmksNodeConfig {
        var running =
                policy.plan().all().stream()
                        .filter(row -> row.runBy().contains(Party.EMKS))
                        .findFirst();
        if (running.isPresent() && ownRuns == null) {
            throw new InvalidValue(
                    "ownRuns", "is missing, and solution " + running.get() + " needs it");
        }
        if (running.isEmpty() && ownRuns != null) {
            throw new InvalidValue(
                    "ownRuns", "has no use: no solution here has the EMKS run an AKA itself");
        }
    }

    @Override
    public Node node() {
        return Node.emks;
    }

    @Override
    public List<AsId> endpoints() {
        return policy.endpoints();
    }

    /// What the operator decides.
    ///
    /// @param solution which row of the solutions table serves an endpoint
    /// @param solutions endpoints that another row serves; the same at every node
    /// @param endpoints who may have keys
    /// @param translating those of them that map identities of applications themselves, and so learn IMSIs
    /// @param keyIdentifier by what devices may name a key: `hash` takes the short hash beside the RAND id
    /// @param keyLifetimeSeconds the longest at the HSS, those of its profiles included; a week is taken in any case
    /// @param keptKeys of each subscriber so many proven keys are kept, of each source of proof
    public record Policy(
            @Default("10") Solution solution,
            List<ServedBy> solutions,
            List<AsId> endpoints,
            List<AsId> translating,
            @Default("rand") KeyIdentifier keyIdentifier,
            @Default("86400") int keyLifetimeSeconds,
            @Default("4") int keptKeys) {
        public Policy {
            HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            if (keptKeys < 1 || keptKeys > 16) {
                throw new InvalidValue("keptKeys", "needs 1 to 16");
            }
            if (!endpoints.containsAll(translating)) {
                throw new InvalidValue("translating", "has a name that endpoints has not");
            }
            KeyServerNodeConfig.requireServed(
                    ServedBy.plan(solution, solutions), Party.EMKS, "endpoints", endpoints);
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return ServedBy.plan(solution, solutions);
        }
    }
}
