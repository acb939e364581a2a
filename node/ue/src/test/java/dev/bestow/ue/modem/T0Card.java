package dev.bestow.ue.modem;

import dev.bestow.aka.Autn;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/// A card of T=0 in hex, as modems pass it on: AUTHENTICATE is answered with 61xx, and GET RESPONSE has the rest. Its
/// K, SQN and answers are those of a [SoftUsim]; Kc, which nobody needs, is anything.
public final class T0Card {
    static final String AID = "A0000000871002FF49FFFF89040000FF";
    private static final String EF_DIR_RECORD = "61184F10" + AID + "50045553494D";

    private final SoftUsim usim;
    private String waiting = "";
    private boolean inDir;

    public T0Card(SoftUsim usim) {
        this.usim = usim;
    }

    /// @param apdu in hex
    public String answer(String apdu) {
        String upper = apdu.toUpperCase(Locale.ROOT);
        return switch (upper.substring(2, 4)) {
            case "A4" -> select(upper);
            case "B2" -> readRecord(upper);
            case "88" -> authenticate(upper);
            case "C0" -> waiting.isEmpty() ? "6F00" : waiting + "9000";
            default -> "6D00";
        };
    }

    private String select(String apdu) {
        inDir = apdu.endsWith("022F00");
        boolean usim = apdu.startsWith("00A4040C") && AID.startsWith(apdu.substring(10));
        // With Le at its end, as readers take it.
        usim |= apdu.startsWith("00A40404") && AID.startsWith(apdu.substring(10, 24));
        return usim || apdu.endsWith("023F00") || inDir ? "9000" : "6A82";
    }

    private String readRecord(String apdu) {
        if (!inDir || !apdu.startsWith("01", 4)) {
            return "6A83";
        }
        return apdu.endsWith("1A") ? EF_DIR_RECORD + "9000" : "6C1A";
    }

    private String authenticate(String apdu) {
        byte[] octets = HexFormat.of().parseHex(apdu);
        Octets all = Octets.copyOf(octets);
        UsimAnswer answer =
                usim.authenticate(new Rand(all.slice(6, 16)), new Autn(all.slice(23, 16)));
        waiting =
                switch (answer) {
                    case UsimAnswer.Success(var res, var ckIk) -> {
                        ByteBuffer keys = ByteBuffer.allocate(32);
                        ckIk.octets().writeTo(keys);
                        String hex = HexFormat.of().formatHex(keys.array());
                        yield "db%02x%s10%s10%s08eae4be823af9a08b"
                                .formatted(
                                        res.length(),
                                        res.hex(),
                                        hex.substring(0, 32),
                                        hex.substring(32));
                    }
                    case UsimAnswer.SynchronisationFailure(var auts) ->
                            "dc0e" + auts.octets().hex();
                    case UsimAnswer.MacFailure _, UsimAnswer.Unusable _ -> "";
                };
        waiting = waiting.toUpperCase(Locale.ROOT);
        return waiting.isEmpty() ? "9862" : "61%02X".formatted(waiting.length() / 2);
    }
}
