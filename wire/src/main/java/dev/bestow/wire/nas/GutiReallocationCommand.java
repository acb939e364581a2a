package dev.bestow.wire.nas;

import dev.bestow.core.Guti;

import org.jspecify.annotations.Nullable;

/// GUTI REALLOCATION COMMAND (TS 24.301 clause 8.2.16).
///
/// ```
/// octet 1   07
/// octet 2   50
///           GUTI                      LV    12
///           54 TAI list               TLV   8-98   optional
/// ```
///
/// All other optional elements are skipped.
///
/// @param areas or null if they stay as they are
public record GutiReallocationCommand(Guti guti, @Nullable TaiList areas) implements DownlinkEmm {
    static final int TYPE = 0x50;

    private static final int TAI_LIST = 0x54;

    void encode(NasWriter out) {
        out.emm(TYPE);
        IdentityIe.write(out, guti);
        if (areas != null) {
            out.tlv(TAI_LIST, areas.encode());
        }
    }

    static GutiReallocationCommand decode(NasReader in) {
        Guti guti = IdentityIe.readGuti(in.lv(IdentityIe.GUTI_OCTETS, IdentityIe.GUTI_OCTETS));
        return new GutiReallocationCommand(
                guti,
                in.optionalIes(OptionalElements.GUTI_REALLOCATION_COMMAND)
                        .value(TAI_LIST, TaiList::read));
    }
}
