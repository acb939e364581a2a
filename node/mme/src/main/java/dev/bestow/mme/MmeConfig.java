package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Moment;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.s6a.AccessSecurity;

import org.jspecify.annotations.Nullable;

/// What one MME is and how it behaves.
///
/// @param plmn the network it serves; K_ASME is bound to it
/// @param mmeGroup MME group id, 16 bits
/// @param mmeCode MME code, 8 bits
/// @param plan which row of the solutions table serves which endpoint. Without one the MME is like any other: it
///     announces nothing, confirms nothing and gives out no keys
/// @param ciphered whether NAS is ciphered (EEA2) or, where that is forbidden, integrity-protected only
/// @param restartCount raised at every start; with a serial it orders confirmations without a clock
/// @param givesKs whether an SCEF that derives Ks_AS itself gets Ks, of subscribers of this network
/// @param limits timers and caps
public record MmeConfig(
        PlmnId plmn,
        int mmeGroup,
        int mmeCode,
        SolutionPlan plan,
        boolean ciphered,
        long restartCount,
        boolean givesKs,
        Limits limits) {
    /// One that derives each Ks_AS itself.
    public MmeConfig(
            PlmnId plmn,
            int mmeGroup,
            int mmeCode,
            SolutionPlan plan,
            boolean ciphered,
            long restartCount,
            Limits limits) {
        this(plmn, mmeGroup, mmeCode, plan, ciphered, restartCount, false, limits);
    }

    /// Timers and caps.
    ///
    /// @param retransmitMs T3450, T3460 and T3470
    /// @param confirmWaitMs how long an Attach Accept waits for the answer to Key-Confirm before it
    ///     goes anyway; a UE that is faster than the confirmation gets NOT_YET
    /// @param graceMs how long a superseded key set or GUTI still answers named requests
    /// @param reauthenticationMs how long after a run that an application server asked for, or that the home network's
    ///     policy made due, the same UE is asked for another one at the earliest
    /// @param purgeMs how long after a UE has detached its UE context is kept, and its keys answer
    /// @param maxUnproven attaches under way in which the UE has proven nothing yet; the oldest gives way
    /// @param maxRegistered subscribers that are kept once accepted; the one accepted longest ago gives way
    public record Limits(
            long retransmitMs,
            long confirmWaitMs,
            long graceMs,
            long reauthenticationMs,
            long purgeMs,
            int maxUnproven,
            int maxRegistered) {
        /// The timers of TS 24.301 clause 10.2, a grace time of ten minutes, ten minutes between two runs, four hours
        /// for a UE that has detached, 32,768 attaches, a million subscribers.
        public static final Limits DEFAULT =
                new Limits(6_000, 200, 600_000, 600_000, 14_400_000, 32_768, 1_000_000);

        public Limits {
            requirePositive("maxUnproven", maxUnproven);
            requirePositive("maxRegistered", maxRegistered);
        }

        private static void requirePositive(String field, int value) {
            if (value < 1) {
                throw new InvalidValue(field, "needs at least 1");
            }
        }

        /// The same with other caps.
        public Limits withCaps(int unproven, int registered) {
            return new Limits(
                    retransmitMs,
                    confirmWaitMs,
                    graceMs,
                    reauthenticationMs,
                    purgeMs,
                    unproven,
                    registered);
        }

        /// The same with that long between two runs.
        public Limits withReauthenticationMs(long ms) {
            return new Limits(
                    retransmitMs, confirmWaitMs, graceMs, ms, purgeMs, maxUnproven, maxRegistered);
        }

        /// The same with UE contexts kept that long after a detach.
        public Limits withPurgeMs(long ms) {
            return new Limits(
                    retransmitMs,
                    confirmWaitMs,
                    graceMs,
                    reauthenticationMs,
                    ms,
                    maxUnproven,
                    maxRegistered);
        }
    }

    /// The Diameter identity of this MME: the FQDN its GUTIs name.
    public String host() {
        return Guti.mmeFqdn(plmn, mmeGroup, mmeCode);
    }

    /// Whether the HSS goes by the NORs of this MME, because a row has it push keys at a PDN connection.
    boolean tellsOfConnections() {
        return plan.all().stream().anyMatch(row -> !row.pushedTo(Moment.CONNECTION).isEmpty());
    }

    /// What Security Mode takes into use: EIA2 always, EEA2 where ciphering is allowed.
    NasAlgorithms algorithms() {
        return ciphered ? NasAlgorithms.EEA2_EIA2 : NasAlgorithms.EEA0_EIA2;
    }

    /// What the HSS is told of them, which solution 1 has as a precondition; null for an MME like any other.
    @Nullable AccessSecurity accessSecurity() {
        return plan.isEmpty() ? null : new AccessSecurity(algorithms().eea(), algorithms().eia());
    }
}
