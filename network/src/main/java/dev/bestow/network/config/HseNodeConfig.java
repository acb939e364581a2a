package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The configuration of an end-to-middle security endpoint, which the home network or somebody it trusts runs.
///
/// @param http where it fetches its keys
/// @param ua the UDP port towards devices
public record HseNodeConfig(
        Identity identity,
        Operator http,
        Listening ua,
        Tls tls,
        @Nullable Store store,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements EndpointNodeConfig {
    public HseNodeConfig {
        EndpointNodeConfig.requireEndingAt(Party.EMSE, policy.plan(), identity.emseId());
    }

    @Override
    public Node node() {
        return Node.hse;
    }

    @Override
    public AsId name() {
        return identity.emseId();
    }

    @Override
    public SolutionPlan plan() {
        return policy.plan();
    }

    @Override
    public int keyLifetimeSeconds() {
        return policy.keyLifetimeSeconds();
    }

    /// Who it is.
    ///
    /// @param emseId EMSE_Id of TR 33.863, by which keys are separated
    public record Identity(AsId emseId) {}

    /// What its operator decides.
    ///
    /// @param solution which row of the solutions table serves an endpoint
    /// @param solutions endpoints that another row serves; the same at every node
    /// @param keyLifetimeSeconds at least as at the HSS
    public record Policy(
            @Default("10") Solution solution,
            List<ServedBy> solutions,
            @Default("86400") int keyLifetimeSeconds) {
        public Policy {
            HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            ServedBy.plan(solution, solutions);
        }

        SolutionPlan plan() {
            return ServedBy.plan(solution, solutions);
        }
    }
}
