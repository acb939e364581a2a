package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.wire.nas.NasDecodeException.Kind;

import java.util.ArrayList;
import java.util.List;

/// Tracking area identity list, 6 to 96 octets, 1 to 16 areas (TS 24.301 clause 9.9.3.33). Partial
/// lists follow each other, each beginning with `0 | type 2 bits | number of areas - 1`:
///
/// ```
/// type 00   PLMN 3 | TAC 2 | TAC 2 …        one PLMN, any codes
/// type 01   PLMN 3 | TAC 2                  one PLMN, consecutive codes from this one
/// type 10   PLMN 3 | TAC 2 | PLMN 3 | TAC 2 …
/// ```
///
/// All three are read; written is type 00 for one PLMN, else type 10.
public record TaiList(List<Tai> areas) {
    public static final int MAX_AREAS = 16;
    static final int MIN_OCTETS = 6;
    static final int MAX_OCTETS = 96;

    private static final int ONE_PLMN = 0;
    private static final int CONSECUTIVE = 1;
    private static final int MANY_PLMNS = 2;

    public TaiList {
        areas = List.copyOf(areas);
        if (areas.isEmpty() || areas.size() > MAX_AREAS) {
            throw new InvalidValue("TAI list", "has " + areas.size() + " areas, needs 1 to 16");
        }
    }

    public static TaiList of(Tai... areas) {
        return new TaiList(List.of(areas));
    }

    Octets encode() {
        PlmnId plmn = areas.getFirst().plmn();
        boolean onePlmn = areas.stream().allMatch(area -> area.plmn().equals(plmn));
        NasWriter out =
                new NasWriter().octet((onePlmn ? ONE_PLMN : MANY_PLMNS) << 5 | (areas.size() - 1));
        for (int i = 0; i < areas.size(); i++) {
            if (i == 0 || !onePlmn) {
                out.octets(areas.get(i).plmn().encode());
            }
            out.u16(areas.get(i).trackingAreaCode());
        }
        return out.toOctets();
    }

    /// From the value part.
    static TaiList read(NasReader in) {
        List<Tai> areas = new ArrayList<>();
        while (in.remaining() > 0) {
            readPartial(in, areas);
        }
        return new TaiList(areas);
    }

    private static void readPartial(NasReader in, List<Tai> areas) {
        int first = in.octet();
        int count = (first & 0x1f) + 1;
        int type = first >> 5 & 0x03;
        if (count > MAX_AREAS || type > MANY_PLMNS) {
            throw in.bad(Kind.VALUE);
        }
        PlmnId plmn = PlmnId.decode(in.octets(PlmnId.OCTETS));
        int code = in.u16();
        areas.add(new Tai(plmn, code));
        for (int i = 1; i < count; i++) {
            switch (type) {
                case CONSECUTIVE -> areas.add(new Tai(plmn, code + i));
                case MANY_PLMNS ->
                        areas.add(new Tai(PlmnId.decode(in.octets(PlmnId.OCTETS)), in.u16()));
                default -> areas.add(new Tai(plmn, in.u16()));
            }
        }
    }
}
