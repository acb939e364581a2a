package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The configuration of an application server.
///
/// @param http where it fetches its keys
/// @param ua the UDP port towards devices
/// @param oscore the UDP port towards devices that speak OSCORE; absent where none do
/// @param esp the UDP port for ESP (solution 6), for one that serves devices in it, and its TUN device
/// @param dtls another one, for CoAP over DTLS
public record AsNodeConfig(
        Identity identity,
        Operator http,
        UaSection ua,
        @Nullable OscoreSection oscore,
        @Nullable EspSection esp,
        @Nullable DtlsSection dtls,
        Tls tls,
        @Nullable Store store,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements EndpointNodeConfig {
    public AsNodeConfig {
        EndpointNodeConfig.requireEndingAt(Party.AS, policy.plan(), identity.asId());
    }

    @Override
    public Node node() {
        return Node.as;
    }

    @Override
    public AsId name() {
        return identity.asId();
    }

    @Override
    public SolutionPlan plan() {
        return policy.plan();
    }

    /// It keeps replay marks and no keys.
    @Override
    public @Nullable MasterKeySource masterKey() {
        return null;
    }

    @Override
    public int keyLifetimeSeconds() {
        return policy.keyLifetimeSeconds();
    }

    /// Who it is.
    ///
    /// @param asId its AS_ID, an FQDN, by which keys are separated; its certificate names it too
    public record Identity(AsId asId) {}

    /// What its operator decides.
    ///
    /// @param solution which row of the solutions table serves an endpoint
    /// @param solutions endpoints that another row serves; the same at every node
    /// @param keyLifetimeSeconds at least the longest at the HSS, those of its profiles included
    public record Policy(
            @Default("12") Solution solution,
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
