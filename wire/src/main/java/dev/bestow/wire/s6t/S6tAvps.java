package dev.bestow.wire.s6t;

import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.TgppAvps.may;
import static dev.bestow.wire.diameter.TgppAvps.must;

import dev.bestow.wire.diameter.AvpDefinition;

import java.util.List;

/// AVPs of S6t (TS 29.336 clause 6.4.1) beside the shared ones. Bestow's Reporting-Information needs none
/// of them; a peer may send them.
public final class S6tAvps {
    /// Known and read over.
    public static final List<AvpDefinition> ALL =
            List.of(must(3143, "Supported-Services", GROUPED), may(3167, "RIR-Flags", UNSIGNED32));

    private S6tAvps() {}
}
