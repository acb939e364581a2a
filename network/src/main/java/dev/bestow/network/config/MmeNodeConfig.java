package dev.bestow.network.config;

import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// The configuration of an MME.
///
/// @param nas the UDP link that stands where S1AP would
public record MmeNodeConfig(
        Identity identity,
        DiameterSection diameter,
        Listening nas,
        @Nullable Store store,
        @Nullable Tls tls,
        Policy policy,
        @Default("") Caps caps,
        @Nullable Admin admin)
        implements NodeConfig {
    @Override
    public Node node() {
        return Node.mme;
    }

    /// Its keys are under epoch keys beside its folder.
    @Override
    public @Nullable MasterKeySource masterKey() {
        return null;
    }

    /// Who it is; its Diameter identity follows from the first three.
    ///
    /// @param plmn the network it serves
    /// @param mmeGroup MME group id, 16 bits
    /// @param mmeCode MME code, 8 bits
    /// @param realm its Diameter realm, where that is not the one of its network
    public record Identity(PlmnId plmn, int mmeGroup, int mmeCode, @Nullable String realm) {
        public Identity {
            requireBits("mmeGroup", mmeGroup, 16);
            requireBits("mmeCode", mmeCode, 8);
            NodeConfig.requireRealm("realm", realm);
        }

        private static void requireBits(String key, int value, int bits) {
            if (value < 0 || value >> bits != 0) {
                throw new InvalidValue(key, "has " + bits + " bits");
            }
        }

        /// The Diameter identity, as its GUTIs name it.
        public String host() {
            return Guti.mmeFqdn(plmn, mmeGroup, mmeCode);
        }

        /// The realm, said or not.
        public String ownRealm() {
            return Objects.requireNonNullElse(realm, plmn.epcRealm());
        }
    }

    /// What the operator decides.
    ///
    /// @param solution which row of the solutions table serves an application server, 12 when absent; or `none`
    /// @param solutions application servers that another row serves; the same at every node
    /// @param scef Diameter identity of the SCEF; without one no row runs, and this is an MME like any other
    /// @param homeRealm realm of the HSS; its own when absent
    /// @param confidentialityForbidden networks in which nothing may be ciphered
    /// @param refreshSeconds how long after a UE was authenticated anew on request it is so again at the earliest
    /// @param purgeAfterSeconds how long after a device has detached its keys answer here; then the HSS is told
    /// @param scefDerives whether an SCEF that asks for Ks gets it, of subscribers of this network, and derives each
    ///     Ks_AS itself (solutions 11 and 11-kasme)
    public record Policy(
            @Nullable UsualRow solution,
            List<ServedBy> solutions,
            @Nullable String scef,
            @Nullable String homeRealm,
            List<PlmnId> confidentialityForbidden,
            @Default("600") int refreshSeconds,
            @Default("14400") int purgeAfterSeconds,
            @Default("false") boolean scefDerives) {
        public Policy {
            NodeConfig.requireRefresh(refreshSeconds);
            if (purgeAfterSeconds < 0) {
                throw new InvalidValue("purgeAfterSeconds", "is not negative");
            }
            NodeConfig.requireRealm("homeRealm", homeRealm);
            NodeConfig.requireFqdn("scef", scef);
            UsualRow.plan(solution, solutions, List.of(new KeyServerName(Party.SCEF, scef)));
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return UsualRow.plan(solution, solutions, List.of(new KeyServerName(Party.SCEF, scef)));
        }
    }
}
