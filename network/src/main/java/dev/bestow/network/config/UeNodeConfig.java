package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// The configuration of a fleet of devices.
///
/// @param credentials the subscriber file, in the formats of `provision`
/// @param usim the one card it runs on, in place of `credentials`
/// @param nas where its MME is; absent where its devices attach elsewhere, and take no keys from that
/// @param ua where its application server is, and how they speak to it
/// @param emks where its EMKS is, with which it runs an AKA where its row has it so
public record UeNodeConfig(
        Identity identity,
        @Nullable Path credentials,
        @Nullable OnCard usim,
        @Nullable Connecting nas,
        UaConnecting ua,
        @Nullable Connecting emks,
        @Default("") Policy policy,
        @Default("") Caps caps)
        implements NodeConfig {
    public UeNodeConfig {
        if ((credentials == null) == (usim == null)) {
            throw new InvalidValue("credentials", "or usim, one of the two, is needed");
        }
        if (emks == null && policy.hasRow(row -> row.agreement() == Agreement.OWN_RUN)) {
            throw new InvalidValue(
                    "emks", "is missing, and a solution here has devices run an AKA with it");
        }
        if (nas == null && policy.hasRow(row -> row.agreement() != Agreement.OWN_RUN)) {
            throw new InvalidValue(
                    "nas", "is missing, and a solution here has devices take keys from an attach");
        }
    }

    @Override
    public Node node() {
        return Node.ue;
    }

    /// It keeps nothing.
    @Override
    public @Nullable Store store() {
        return null;
    }

    /// It keeps nothing.
    @Override
    public @Nullable MasterKeySource masterKey() {
        return null;
    }

    /// It ends when its devices have reported.
    @Override
    public @Nullable Admin admin() {
        return null;
    }

    /// Where it registers.
    ///
    /// @param plmn the network
    public record Identity(PlmnId plmn) {}

    /// A USIM on a card, in a PC/SC reader or a modem.
    ///
    /// @param reader as PC/SC calls it, or `any` for the first with a card, as where neither is named
    /// @param modem the file of its port for AT commands, such as `/dev/ttyUSB2`
    /// @param imsi of the card; a modem may be asked for it
    public record OnCard(@Nullable String reader, @Nullable String modem, @Nullable Imsi imsi) {
        private static final String ANY_READER = "any";

        public OnCard {
            if (reader != null && modem != null) {
                throw new InvalidValue("modem", "or reader, not both");
            }
            if (modem == null && imsi == null) {
                throw new InvalidValue(
                        "imsi", "is missing; a modem tells it, a card reader does not");
            }
        }

        /// Where it is in a reader: which one.
        public String readerOrAny() {
            return reader == null ? ANY_READER : reader;
        }
    }

    /// What its owner decides.
    ///
    /// @param solution which row of the solutions table serves an application server
    /// @param solutions application servers that another row serves; the same at every node
    /// @param applicationServers the one its devices report to
    /// @param keyIdentifier how its devices name keys of solutions 2 and 10; `hash` only where the EMKS has it too
    /// @param confidentialityForbidden networks in which nothing may be ciphered
    /// @param keyLifetimeSeconds how long its devices use the keys of one AKA run, at most as at the HSS, or in their
    ///     profile there
    public record Policy(
            @Default("12") Solution solution,
            List<ServedBy> solutions,
            List<AsId> applicationServers,
            @Default("rand") KeyIdentifier keyIdentifier,
            List<PlmnId> confidentialityForbidden,
            @Default("86400") int keyLifetimeSeconds) {
        public Policy {
            HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            ServedBy.plan(solution, solutions);
        }

        private boolean hasRow(Predicate<Solution> such) {
            return plan().all().stream().anyMatch(such);
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return ServedBy.plan(solution, solutions);
        }
    }
}
