package dev.bestow.wire.s6t;

import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;

/// The command of S6t spoken here, HSS to SCEF (TS 29.336 clause 6.2).
///
/// | code | command | from | what Bestow adds |
/// |---|---|---|---|
/// | 8388719 | Reporting-Information | HSS | Key-Push or Erasure, answered by Key-Answer |
public final class S6tCodec {
    private final CommandCodec<KeyNotification, KeyPushAnswer> reportingInformation;

    public S6tCodec(BestowAvps bestow) {
        reportingInformation = new ReportingInformation(bestow, bestow.dictionary());
    }

    /// RIR and RIA, with a Key-Push or an Erasure.
    public CommandCodec<KeyNotification, KeyPushAnswer> reportingInformation() {
        return reportingInformation;
    }
}
