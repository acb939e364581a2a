package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.TgppAvps.must;

import dev.bestow.wire.diameter.AvpDefinition;

import java.util.List;

/// AVPs of T6a (TS 29.128 clause 6.4.1) that Bestow writes and reads, beside the shared ones; the others of
/// that clause are in [dev.bestow.wire.diameter.ReadOverAvps].
public final class T6aAvps {
    /// EPS bearer identity, one octet of 5 to 15.
    public static final AvpDefinition BEARER_IDENTIFIER =
            must(1020, "Bearer-Identifier", OCTET_STRING);

    /// 0 establishment, 1 release, 2 update.
    public static final AvpDefinition CONNECTION_ACTION =
            must(4314, "Connection-Action", UNSIGNED32);

    public static final List<AvpDefinition> ALL = List.of(BEARER_IDENTIFIER, CONNECTION_ACTION);

    private T6aAvps() {}
}
