package dev.bestow.wire.nas;

import dev.bestow.keys.Direction;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Every row of [OptionalElements], for those who compare it with a table of somebody else; but for the DETACH REQUEST
/// of a network, which nothing but the way it goes tells from that of a UE.
public final class NasElements {
    /// One optional element of one message.
    ///
    /// @param message its name
    /// @param identifier 01 to 7F, or of half an octet 80 to F0
    /// @param format as TS 24.301 writes it, with the octets where they are fixed: `TV 6`, `TLV`, `TLV-E`
    public record Row(String message, int identifier, String format, String name) {}

    /// A message without optional elements, and the table that goes with it.
    ///
    /// @param hex its octets
    private record Bare(String hex, OptionalElements table) {}

    private static final List<Bare> BARE =
            List.of(
                    new Bare(
                            "07420121060000f1100001" + "00115201c101090504696f7431050500000000",
                            OptionalElements.ATTACH_ACCEPT),
                    new Bare("074300035200c2", OptionalElements.NONE),
                    new Bare("074403", OptionalElements.ATTACH_REJECT),
                    new Bare(
                            "07417108091010000000002002e06000040201d011",
                            OptionalElements.ATTACH_REQUEST),
                    new Bare("075c14", OptionalElements.AUTHENTICATION_FAILURE),
                    new Bare("0754", OptionalElements.NONE),
                    new Bare(
                            "07520081e92b6c0ee0e12ebceba8d92a99dfa510bb52e91c747a80009a537d5e25e2ef65",
                            OptionalElements.NONE),
                    new Bare("07530828d7b0f2a2ec3de5", OptionalElements.NONE),
                    new Bare("074d00", OptionalElements.CONTROL_PLANE_SERVICE_REQUEST),
                    new Bare("0746", OptionalElements.NONE),
                    new Bare("0745010bf600f110800112c0de0001", OptionalElements.NONE),
                    new Bare("076060", OptionalElements.NONE),
                    new Bare(
                            "07500bf600f110800112c0de0001",
                            OptionalElements.GUTI_REALLOCATION_COMMAND),
                    new Bare("0751", OptionalElements.NONE),
                    new Bare("075501", OptionalElements.NONE),
                    new Bare("0756080910100000000010", OptionalElements.NONE),
                    new Bare("075d220002e0e0", OptionalElements.SECURITY_MODE_COMMAND),
                    new Bare("075e", OptionalElements.SECURITY_MODE_COMPLETE),
                    new Bare("075f17", OptionalElements.NONE),
                    new Bare("074e09", OptionalElements.SERVICE_REJECT),
                    new Bare("5200c2", OptionalElements.ACTIVATION_ANSWER),
                    new Bare("5200c31f", OptionalElements.ACTIVATION_ANSWER),
                    new Bare(
                            "5201c101090504696f7431050500000000",
                            OptionalElements.ACTIVATION_REQUEST),
                    new Bare("5200eb000401020304", OptionalElements.ESM_DATA_TRANSPORT),
                    new Bare("0200f4", OptionalElements.NONE),
                    new Bare("5200e86f", OptionalElements.NONE),
                    new Bare("0201d11b", OptionalElements.PDN_CONNECTIVITY_REJECT),
                    new Bare("0201d051", OptionalElements.PDN_CONNECTIVITY_REQUEST));

    private NasElements() {}

    /// The octets of each message that is read here, without an optional element.
    public static List<byte[]> bareMessages() {
        return BARE.stream().map(bare -> HexFormat.of().parseHex(bare.hex())).toList();
    }

    /// All rows, message by message.
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Bare bare : BARE) {
            String message =
                    NasCodec.decode(HexFormat.of().parseHex(bare.hex()), Direction.UPLINK).name();
            for (OptionalElements.Element element : bare.table().rows()) {
                rows.add(
                        new Row(
                                message,
                                element.identifier(),
                                written(element.format()),
                                element.name()));
            }
        }
        return rows;
    }

    private static String written(OptionalElements.Format format) {
        if (format.octets() != 0) {
            return "TV " + format.octets();
        }
        return format.header() == 3 ? "TLV-E" : "TLV";
    }
}
