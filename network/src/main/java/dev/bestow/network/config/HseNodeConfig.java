package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The configuration of a security endpoint: of the home network (HSE), of somebody it trusts (EMSE), or of an
/// authorised third party with which devices talk end to end (EESE).
///
/// @param diameter its HSSs, where its solution has keys of them (1A to 1C, 1E-A to 1E-C)
/// @param accounting RADIUS accounting of packet gateways, where its solution has it ask for keys (1C, 1E-C)
/// @param http where it fetches its keys with every other
/// @param ua the UDP port towards devices
/// @param oscore the UDP port towards devices that speak OSCORE; absent where none do
/// @param esp the UDP port for ESP (solution 6), for one that serves devices in it, and its TUN device
/// @param dtls another one, for CoAP over DTLS
/// @param masterKey seals the epoch keys of HSEs that share a cluster
public record HseNodeConfig(
        Identity identity,
        @Nullable DiameterSection diameter,
        @Nullable AccountingSection accounting,
        @Nullable Operator http,
        UaSection ua,
        @Nullable OscoreSection oscore,
        @Nullable EspSection esp,
        @Nullable DtlsSection dtls,
        Tls tls,
        @Nullable Store store,
        @Nullable MasterKeySource masterKey,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements EndpointNodeConfig {
    public HseNodeConfig {
        var plan = policy.plan();
        EndpointNodeConfig.requireEndingAt(identity.party(), plan, identity.name());
        Solution row = plan.serving(identity.name());
        if (row.heldBy().contains(Party.HSE)) {
            requireThere("diameter", diameter, row);
            requireThere("identity.realm", identity.realm(), row);
        } else {
            requireThere("http", http, row);
        }
        if (row.pulledBy().contains(Party.HSE)) {
            requireThere("accounting", accounting, row);
        } else if (accounting != null) {
            throw new InvalidValue(
                    "accounting", "has no use with solution " + row + ": its HSE asks for no keys");
        }
    }

    private static void requireThere(String key, @Nullable Object value, Solution row) {
        if (value == null) {
            throw new InvalidValue(key, "is missing, and solution " + row + " needs it");
        }
    }

    /// Who it is to its HSSs, where it has any.
    public HostIdentity diameterIdentity() {
        return new HostIdentity(
                name().fqdn(), Objects.requireNonNull(identity.realm(), "it has HSSs"));
    }

    @Override
    public Node node() {
        return Node.hse;
    }

    @Override
    public AsId name() {
        return identity.name();
    }

    @Override
    public SolutionPlan plan() {
        return policy.plan();
    }

    @Override
    public int keyLifetimeSeconds() {
        return policy.keyLifetimeSeconds();
    }

    /// Who it is: one of the three names.
    ///
    /// @param emseId EMSE_Id of TR 33.863, by which keys are separated; solutions 2, 3 and 10
    /// @param hseId the name of a home security endpoint; solution 1
    /// @param eeseId EESE_Id of TR 33.863; solution 5
    /// @param realm its Diameter realm, where it has HSSs
    public record Identity(
            @Nullable AsId emseId,
            @Nullable AsId hseId,
            @Nullable AsId eeseId,
            @Nullable String realm) {
        public Identity {
            NodeConfig.requireRealm("realm", realm);
            if (Stream.of(emseId, hseId, eeseId).flatMap(Stream::ofNullable).count() != 1) {
                throw new InvalidValue("emseId", "or hseId or eeseId, one of the three, is needed");
            }
        }

        /// Of that kind of endpoint.
        public static Identity of(Party kind, AsId name, @Nullable String realm) {
            return new Identity(
                    kind == Party.EMSE ? name : null,
                    kind == Party.HSE ? name : null,
                    kind == Party.EESE ? name : null,
                    realm);
        }

        AsId name() {
            return Stream.of(emseId, hseId, eeseId)
                    .flatMap(Stream::ofNullable)
                    .findFirst()
                    .orElseThrow();
        }

        Party party() {
            if (emseId != null) {
                return Party.EMSE;
            }
            return hseId != null ? Party.HSE : Party.EESE;
        }
    }

    /// What its operator decides.
    ///
    /// @param solution which row of the solutions table serves an endpoint
    /// @param solutions endpoints that another row serves; the same at every node
    /// @param keyLifetimeSeconds at least the longest at the HSS, those of its profiles included
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
