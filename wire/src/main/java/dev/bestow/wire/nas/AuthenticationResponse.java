package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// AUTHENTICATION RESPONSE, 7 to 19 octets (TS 24.301 clause 8.2.8).
///
/// ```
/// octet 1   07
/// octet 2   53
///           RES                       LV    5-17
/// ```
public record AuthenticationResponse(Octets res) implements UplinkEmm {
    public static final int MIN_RES_OCTETS = 4;
    public static final int MAX_RES_OCTETS = 16;
    static final int TYPE = 0x53;

    public AuthenticationResponse {
        if (res.length() < MIN_RES_OCTETS || res.length() > MAX_RES_OCTETS) {
            throw new InvalidValue("RES", "has " + res.length() + " octets, needs 4 to 16");
        }
    }

    void encode(NasWriter out) {
        out.emm(TYPE).lv(res);
    }

    static AuthenticationResponse decode(NasReader in) {
        Octets res = in.lv(MIN_RES_OCTETS, MAX_RES_OCTETS).rest();
        in.optionalIes(OptionalElements.NONE);
        return new AuthenticationResponse(res);
    }
}
