package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;

import org.jspecify.annotations.Nullable;

/// DETACH REQUEST of a UE (TS 24.301 clause 8.2.11.1); a network's is a [NetworkDetachRequest].
///
/// ```
/// octet 1   07
/// octet 2   45
/// octet 3   key set identifier 4 bits | switch off 1 bit | type of detach 3 bits
///           EPS mobile identity       LV    5-12
/// ```
///
/// @param switchOff whether the UE is about to vanish and waits for no answer
/// @param eksi the key set in use, or null for none
public record DetachRequest(
        DetachType type, boolean switchOff, @Nullable Eksi eksi, EpsMobileIdentity identity)
        implements UplinkEmm {
    static final int TYPE = 0x45;

    private static final int SWITCH_OFF = 0x08;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(KsiHalf.of(eksi) << 4 | (switchOff ? SWITCH_OFF : 0) | type.code());
        IdentityIe.write(out, identity);
    }

    static DetachRequest decode(NasReader in) {
        int first = in.octet();
        EpsMobileIdentity identity = IdentityIe.readEps(in);
        in.optionalIes(OptionalElements.NONE);
        return new DetachRequest(
                DetachType.of(first & 0x07),
                (first & SWITCH_OFF) != 0,
                KsiHalf.read(first >> 4),
                identity);
    }
}
