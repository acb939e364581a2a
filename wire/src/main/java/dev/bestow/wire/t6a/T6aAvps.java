package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.TIME;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.TgppAvps.may;
import static dev.bestow.wire.diameter.TgppAvps.must;

import dev.bestow.wire.diameter.AvpDefinition;

import java.util.List;

/// AVPs of T6a (TS 29.128 clause 6.4.1) beside the shared ones. First those Bestow writes and reads, then
/// those it only has to know.
public final class T6aAvps {
    /// EPS bearer identity, one octet of 5 to 15.
    public static final AvpDefinition BEARER_IDENTIFIER =
            must(1020, "Bearer-Identifier", OCTET_STRING);

    /// 0 establishment, 1 release, 2 update.
    public static final AvpDefinition CONNECTION_ACTION =
            must(4314, "Connection-Action", UNSIGNED32);

    public static final List<AvpDefinition> ALL =
            List.of(
                    BEARER_IDENTIFIER,
                    CONNECTION_ACTION,
                    may(2050, "PDN-Connection-Charging-ID", UNSIGNED32),
                    must(3142, "Monitoring-Event-Config-Status", GROUPED),
                    may(3329, "Maximum-UE-Availability-Time", TIME),
                    must(4310, "Serving-PLMN-Rate-Control", GROUPED),
                    must(4313, "Extended-PCO", OCTET_STRING),
                    must(4317, "CMR-Flags", UNSIGNED32));

    private T6aAvps() {}
}
