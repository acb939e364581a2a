package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.hss.NetworkIdentifier;
import dev.bestow.hss.PdnConnections;
import dev.bestow.hss.ProfilePolicy;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.link.diameter.PeerRole;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The configuration of an HSS.
public record HssNodeConfig(
        HostIdentity identity,
        DiameterSection diameter,
        @Nullable Store store,
        @Nullable MasterKeySource masterKey,
        @Nullable Tls tls,
        @Default("") Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements NodeConfig {
    private static final int MAX_KEY_LIFETIME_SECONDS = 365 * 86_400;

    public HssNodeConfig {
        requireNoneOf(diameter, PeerRole.SCEF, "policy.scef", policy.scef());
        requireNoneOf(diameter, PeerRole.EMKS, "policy.emks", policy.emks());
        requireNoneOf(diameter, PeerRole.HSE, "policy.hse", policy.hse());
    }

    /// Where no such key server is named, no peer is one.
    private static void requireNoneOf(
            DiameterSection diameter, PeerRole role, String key, @Nullable String named) {
        if (named == null) {
            diameter.peers().stream()
                    .filter(peer -> peer.role() == role)
                    .findFirst()
                    .ifPresent(peer -> {
                        throw new InvalidValue(
                                key, "is missing, and " + peer.host() + " is an " + role.name());
                    });
        }
    }

    @Override
    public Node node() {
        return Node.hss;
    }

    /// What the operator decides.
    ///
    /// @param solution which row of the solutions table serves an application server, 12 when absent; or `none`
    /// @param solutions application servers that another row serves; the same at every node
    /// @param scef Diameter identity of the SCEF, where a row needs one
    /// @param emks Diameter identity of the EMKS, where a row needs one
    /// @param hse Diameter identity of the HSE, where a row has it hold keys; without any of the three no row runs, and
    ///     this is an HSS like any other
    /// @param connectionToldBy what tells of a UE's PDN connection, at which solutions 1B and 1E-B push: `ulr`, the ULR
    ///     of its attach, for MMEs that send no NOR; or `nor`, a NOR with an APN, which counts with `ulr` too
    /// @param hseApn the only APN whose connections count; any when absent
    /// @param applicationServers what `bestow provision` lets subscribers use when nothing is said
    /// @param keyLifetimeSeconds from the AKA run to the end of all derived from it, where a profile says nothing
    /// @param pushWaitMs how long an answer to an AIR waits for its push
    /// @param hssInstance 0 to 7, unlike that of any other HSS of the same subscribers
    /// @param maxVectors most vectors for one request, however many it asks for
    /// @param confidentialityForbidden networks in which nothing may be ciphered
    /// @param servedNetworks for which networks the MMEs of a realm may ask; a realm not listed speaks
    ///     for the network it is named after, `epc.mnc001.mcc001.3gppnetwork.org` for 001/01
    /// @param keysInVectorFor networks whose MMEs get Ks with each vector, with solution 11, and learn who may
    ///     have keys; the HSS's own when empty
    /// @param profiles what subscribers share by its name; one without a name is built in
    public record Policy(
            @Nullable UsualRow solution,
            List<ServedBy> solutions,
            @Nullable String scef,
            @Nullable String emks,
            @Nullable String hse,
            @Default("ulr") PdnConnections.ToldBy connectionToldBy,
            @Nullable String hseApn,
            List<AsId> applicationServers,
            @Default("86400") int keyLifetimeSeconds,
            @Default("200") int pushWaitMs,
            @Default("0") int hssInstance,
            @Default("1") int maxVectors,
            List<PlmnId> confidentialityForbidden,
            List<ServedNetworks> servedNetworks,
            List<PlmnId> keysInVectorFor,
            List<ProfileSection> profiles) {
        public Policy {
            NodeConfig.requireFqdn("scef", scef);
            NodeConfig.requireFqdn("emks", emks);
            NodeConfig.requireFqdn("hse", hse);
            if (hseApn != null) {
                hseApn = NetworkIdentifier.require("hseApn", hseApn);
            }
            requireLifetime(keyLifetimeSeconds);
            if (maxVectors < 1) {
                throw new InvalidValue("maxVectors", "needs at least 1");
            }
            if (pushWaitMs < 0) {
                throw new InvalidValue("pushWaitMs", "is not negative");
            }
            UsualRow.plan(solution, solutions, keyServerNames(scef, emks, hse));
            requireOneEach(servedNetworks);
            HssNodeConfig.accessProfiles(profiles);
        }

        private static void requireOneEach(List<ServedNetworks> servedNetworks) {
            Set<String> realms = new HashSet<>();
            for (ServedNetworks served : servedNetworks) {
                if (!realms.add(served.realm())) {
                    throw new InvalidValue("servedNetworks", "has " + served.realm() + " twice");
                }
            }
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return UsualRow.plan(solution, solutions, keyServerNames(scef, emks, hse));
        }

        private static List<KeyServerName> keyServerNames(
                @Nullable String scef, @Nullable String emks, @Nullable String hse) {
            return List.of(
                    new KeyServerName(Party.SCEF, scef),
                    new KeyServerName(Party.EMKS, emks),
                    new KeyServerName(Party.HSE, hse));
        }

        /// Diameter identities of the key servers there are.
        public Map<Party, String> keyServers() {
            Map<Party, String> hosts = new EnumMap<>(Party.class);
            for (KeyServerName each : keyServerNames(scef, emks, hse)) {
                String host = each.host();
                if (host != null) {
                    hosts.put(each.party(), host);
                }
            }
            return hosts;
        }

        /// At which PDN connections keys are pushed.
        public PdnConnections connections() {
            return new PdnConnections(connectionToldBy, hseApn);
        }

        /// The profiles, and the built-in one.
        public AccessProfiles accessProfiles() {
            return HssNodeConfig.accessProfiles(profiles);
        }
    }

    private static AccessProfiles accessProfiles(List<ProfileSection> profiles) {
        Map<String, AccessProfile> named = new HashMap<>();
        Map<String, ProfilePolicy> policies = new HashMap<>();
        for (ProfileSection each : profiles) {
            if (named.put(each.name(), each.profile()) != null) {
                throw new InvalidValue("profiles", "has " + each.name() + " twice");
            }
            policies.put(each.name(), each.security().policy());
        }
        return new AccessProfiles(named, policies);
    }

    static void requireLifetime(int keyLifetimeSeconds) {
        if (keyLifetimeSeconds < 1 || keyLifetimeSeconds > MAX_KEY_LIFETIME_SECONDS) {
            throw new InvalidValue("keyLifetimeSeconds", "needs 1 to 31536000, which is a year");
        }
    }

    /// For which networks MMEs of a realm may ask.
    ///
    /// @param realm of the MMEs
    /// @param plmns for which they may ask
    public record ServedNetworks(String realm, List<PlmnId> plmns) {
        public ServedNetworks {
            NodeConfig.requireRealm("realm", realm);
        }
    }
}
