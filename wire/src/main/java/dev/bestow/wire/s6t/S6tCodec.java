package dev.bestow.wire.s6t;

import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;

/// The commands of S6t spoken here, between HSS and key servers (TS 29.336 clause 6.2).
///
/// | code | command | from | what Bestow adds |
/// |---|---|---|---|
/// | 8388718 | Configuration-Information | key server | Rand-Id and Key-Kind, answered by Key-Answer and Key-Push |
/// | 8388719 | Reporting-Information | HSS | Key-Push, Erasure or Location-Proof, answered by Key-Answer |
public final class S6tCodec {
    private final CommandCodec<KeyPull, KeyPullAnswer> configurationInformation;
    private final CommandCodec<KeyNotification, KeyPushAnswer> reportingInformation;

    public S6tCodec(BestowAvps bestow) {
        AvpDictionary known = bestow.dictionary();
        configurationInformation = new ConfigurationInformation(bestow, known);
        reportingInformation = new ReportingInformation(bestow, known);
    }

    /// CIR and CIA, for a key that no push has brought.
    public CommandCodec<KeyPull, KeyPullAnswer> configurationInformation() {
        return configurationInformation;
    }

    /// RIR and RIA, with a Key-Push, an Erasure or a Location-Proof.
    public CommandCodec<KeyNotification, KeyPushAnswer> reportingInformation() {
        return reportingInformation;
    }
}
