package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import org.jspecify.annotations.Nullable;

/// AUTHENTICATION FAILURE (TS 24.301 clause 8.2.5).
///
/// ```
/// octet 1   07
/// octet 2   5C
/// octet 3   EMM cause
///           30 AUTS                   TLV   16     with cause 21, and only then
/// ```
///
/// @param auts SQN_MS xor AK* 6 octets, MAC-S 8; null unless the cause is 21
public record AuthenticationFailure(EmmCause cause, @Nullable Octets auts) implements UplinkEmm {
    public static final int AUTS_OCTETS = 14;
    static final int TYPE = 0x5c;

    private static final int AUTS = 0x30;

    public AuthenticationFailure {
        boolean wanted = cause.equals(EmmCause.SYNCH_FAILURE);
        if (wanted != (auts != null) || (auts != null && auts.length() != AUTS_OCTETS)) {
            throw new InvalidValue("AUTS", "of 14 octets goes with cause 21, and only with it");
        }
    }

    /// MAC failure, or any other cause that comes without AUTS.
    public static AuthenticationFailure of(EmmCause cause) {
        return new AuthenticationFailure(cause, null);
    }

    /// Synch failure: the card has seen this SQN, or a later one.
    public static AuthenticationFailure synch(Octets auts) {
        return new AuthenticationFailure(EmmCause.SYNCH_FAILURE, auts);
    }

    void encode(NasWriter out) {
        out.emm(TYPE).octet(cause.value());
        if (auts != null) {
            out.tlv(AUTS, auts);
        }
    }

    static AuthenticationFailure decode(NasReader in) {
        EmmCause cause = new EmmCause(in.octet());
        OptionalIes ies = in.optionalIes(OptionalElements.AUTHENTICATION_FAILURE);
        if (!cause.equals(EmmCause.SYNCH_FAILURE)) {
            return of(cause);
        }
        Octets auts = ies.value(AUTS, value -> value.octets(AUTS_OCTETS));
        if (auts == null) {
            throw in.bad(Kind.CONDITION);
        }
        return synch(auts);
    }
}
