package dev.bestow.ue;

import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.KeyIdentifier;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// What one UE is and how patient it is.
///
/// @param plmn the network it has selected; K_ASME is bound to it, whatever a message says
/// @param keyIdentifier how it names a key of solutions 2 and 10; the EMKS has to know keys by it
/// @param emks with whom it runs an AKA over the user plane where a row has it so (TR 33.863 solution 3); null where it
///     knows none
/// @param limits timers and attempts
public record UeConfig(
        Imsi imsi,
        PlmnId plmn,
        KeyIdentifier keyIdentifier,
        @Nullable InetSocketAddress emks,
        Limits limits) {
    /// Timers and attempts; [#DEFAULT] follows TS 24.301 clause 10.2 and RFC 7252 clause 4.8.
    ///
    /// @param attachMs T3410, for one attempt to attach
    /// @param attachRetryMs T3411, before the next attempt
    /// @param attachAttempts attempts before the UE gives up
    /// @param answerMs wait for an application server's answer before the first repetition; doubles
    /// @param transmissions of one Application Request
    /// @param bootstrapMs wait between the first and the second attach for a key that was refused; doubles
    /// @param bootstrapCapMs up to this, T3402
    /// @param keyLifeMs how long the keys of an AKA run serve; then the device gets others
    public record Limits(
            long attachMs,
            long attachRetryMs,
            int attachAttempts,
            long answerMs,
            int transmissions,
            long bootstrapMs,
            long bootstrapCapMs,
            long keyLifeMs) {
        public static final Limits DEFAULT =
                new Limits(15_000, 10_000, 5, 2_000, 5, 10_000, 720_000, 86_400_000);

        /// The same with keys that serve that long.
        public Limits withKeyLifeMs(long ms) {
            return new Limits(
                    attachMs,
                    attachRetryMs,
                    attachAttempts,
                    answerMs,
                    transmissions,
                    bootstrapMs,
                    bootstrapCapMs,
                    ms);
        }
    }

    /// Keys are named by RAND, and are all of network access.
    public UeConfig(Imsi imsi, PlmnId plmn, Limits limits) {
        this(imsi, plmn, KeyIdentifier.RAND, null, limits);
    }
}
