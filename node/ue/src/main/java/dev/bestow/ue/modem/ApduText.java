package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;

import java.util.Arrays;
import java.util.HexFormat;

/// APDUs as AT+CSIM and AT+CGLA write them (TS 27.007 clauses 8.17 and 8.43):
///
/// ```
/// command   78,"0088008122..."      hexadecimal digits counted, SW1 SW2 among them
/// answer    4,"6135"                or 4,6135, in either case
/// ```
final class ApduText {
    private static final int STATUS_DIGITS = 4;
    private static final int HEADER_AND_LC = 5;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ApduText() {}

    /// An Le of any length behind data is left out: most cards in modems speak T=0, where it has no place, and they
    /// say 61xx instead. One that the card has named stays.
    static String of(byte[] command) {
        int length = command.length;
        boolean anyLength =
                length > HEADER_AND_LC
                        && length == HEADER_AND_LC + (command[HEADER_AND_LC - 1] & 0xff) + 1
                        && command[length - 1] == 0;
        int sent = anyLength ? length - 1 : length;
        return 2 * sent + ",\"" + HEX.formatHex(command, 0, sent) + "\"";
    }

    /// Data and status word.
    ///
    /// @param text behind `+CSIM:` or `+CGLA:`
    /// @throws UsimGone when it is something else
    static byte[] answer(byte[] text) {
        int comma = 0;
        int count = 0;
        while (comma < text.length && text[comma] != ',') {
            int digit = Character.digit(text[comma], 10);
            if (digit >= 0) {
                count = Math.min(count * 10 + digit, text.length);
            } else if (text[comma] != ' ') {
                throw misfit("has no number of digits");
            }
            comma++;
        }
        int from = comma + 1;
        int to = text.length;
        while (from < to && (text[from] == ' ' || text[from] == '"')) {
            from++;
        }
        while (from < to && (text[to - 1] == ' ' || text[to - 1] == '"')) {
            to--;
        }
        if (to - from != count || count < STATUS_DIGITS || count % 2 != 0) {
            throw misfit("announces %d digits and has %d".formatted(count, Math.max(0, to - from)));
        }
        return octets(text, from, to);
    }

    private static byte[] octets(byte[] text, int from, int to) {
        byte[] octets = new byte[(to - from) / 2];
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                Arrays.fill(octets, (byte) 0);
                throw misfit("holds something else than hexadecimal digits");
            }
            int at = (i - from) / 2;
            octets[at] = (byte) (octets[at] << 4 | digit);
        }
        return octets;
    }

    private static UsimGone misfit(String what) {
        return new UsimGone("the modem's answer for its card " + what);
    }
}
