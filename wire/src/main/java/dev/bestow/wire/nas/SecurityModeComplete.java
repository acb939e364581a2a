package dev.bestow.wire.nas;

import dev.bestow.wire.nas.EquipmentIdentity.Imeisv;

import org.jspecify.annotations.Nullable;

/// SECURITY MODE COMPLETE (TS 24.301 clause 8.2.21).
///
/// ```
/// octet 1   07
/// octet 2   5E
///           23 IMEISV                 TLV   11     if it was requested
/// ```
///
/// All other optional elements are skipped.
///
/// @param imeisv or null
public record SecurityModeComplete(@Nullable Imeisv imeisv) implements UplinkEmm {
    static final int TYPE = 0x5e;

    private static final int IMEISV = 0x23;

    void encode(NasWriter out) {
        out.emm(TYPE);
        if (imeisv != null) {
            out.octet(IMEISV);
            IdentityIe.write(out, imeisv);
        }
    }

    static SecurityModeComplete decode(NasReader in) {
        return new SecurityModeComplete(
                in.optionalIes(OptionalElements.SECURITY_MODE_COMPLETE)
                        .value(IMEISV, IdentityIe::readImeisv));
    }
}
