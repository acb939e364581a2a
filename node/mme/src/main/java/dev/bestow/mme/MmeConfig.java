package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.KeyProfile;
import dev.bestow.wire.nas.NasAlgorithms;

/// What one MME is and how it behaves.
///
/// @param plmn the network it serves; K_ASME is bound to it
/// @param mmeGroup MME group id, 16 bits
/// @param mmeCode MME code, 8 bits
/// @param profile the row of the solutions table this network runs
/// @param ciphered whether NAS is ciphered (EEA2) or, where that is forbidden, integrity-protected only
/// @param restartCount raised at every start; with a serial it orders confirmations without a clock
/// @param limits timers and caps
public record MmeConfig(
        PlmnId plmn,
        int mmeGroup,
        int mmeCode,
        KeyProfile profile,
        boolean ciphered,
        long restartCount,
        Limits limits) {

    /// Timers and caps; [#DEFAULT] is what TS 24.301 and DESIGN D4 name.
    ///
    /// @param retransmitMs T3450, T3460 and T3470
    /// @param confirmWaitMs how long an Attach Accept waits for the answer to Key-Confirm before it
    ///     goes anyway; a UE that is faster than the confirmation gets NOT_YET
    /// @param graceMs how long a superseded key set or GUTI still answers named requests
    /// @param maxLinks UEs on the NAS link at a time; further ones are not answered
    public record Limits(long retransmitMs, long confirmWaitMs, long graceMs, int maxLinks) {
        public static final Limits DEFAULT = new Limits(6_000, 200, 600_000, 1_000_000);
    }

    /// The Diameter identity of this MME: the FQDN its GUTIs name.
    public String host() {
        return Guti.mmeFqdn(plmn, mmeGroup, mmeCode);
    }

    /// What Security Mode takes into use: EIA2 always, EEA2 where ciphering is allowed.
    NasAlgorithms algorithms() {
        return ciphered ? NasAlgorithms.EEA2_EIA2 : NasAlgorithms.EEA0_EIA2;
    }
}
