package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.AMBR;
import static dev.bestow.wire.s6a.S6aAvps.MAX_REQUESTED_BANDWIDTH_DL;
import static dev.bestow.wire.s6a.S6aAvps.MAX_REQUESTED_BANDWIDTH_UL;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import java.util.List;

/// [Bandwidth] as a group, of a UE or of one of its APNs (TS 29.272 clause 7.3.41).
///
/// ```
/// AMBR := {Max-Requested-Bandwidth-UL} {Max-Requested-Bandwidth-DL}
/// ```
final class AmbrAvp {
    private final Grammar group;

    AmbrAvp(AvpDictionary known) {
        group =
                Grammar.of(
                        known,
                        List.of(MAX_REQUESTED_BANDWIDTH_UL, MAX_REQUESTED_BANDWIDTH_DL),
                        List.of());
    }

    void put(Bandwidth ambr, MessageBuilder out) {
        out.openGroup(AMBR)
                .put(MAX_REQUESTED_BANDWIDTH_UL, ambr.uplink())
                .put(MAX_REQUESTED_BANDWIDTH_DL, ambr.downlink())
                .closeGroup();
    }

    /// Reads the group the cursor stands on; no bandwidth at all reads as [Bandwidth#STANDARD].
    Bandwidth read(AvpCursor ambr) {
        AvpCursor avps = ambr.group();
        long uplink = 0;
        long downlink = 0;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(MAX_REQUESTED_BANDWIDTH_UL)) {
                uplink = avps.unsigned32();
            } else if (avps.is(MAX_REQUESTED_BANDWIDTH_DL)) {
                downlink = avps.unsigned32();
            }
        }
        group.complete(seen);
        try {
            return new Bandwidth(uplink, downlink);
        } catch (InvalidValue e) {
            return Bandwidth.STANDARD;
        }
    }
}
