package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;

/// Tracking area identity: a PLMN and a code of 16 bits, together 5 octets (TS 24.301 clause
/// 9.9.3.32).
public record Tai(PlmnId plmn, int trackingAreaCode) {
    public Tai {
        if (trackingAreaCode < 0 || trackingAreaCode > 0xffff) {
            throw new InvalidValue("tracking area code", "needs 16 bits");
        }
    }
}
