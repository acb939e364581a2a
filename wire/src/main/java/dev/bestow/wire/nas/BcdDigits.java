package dev.bestow.wire.nas;

import dev.bestow.wire.nas.NasDecodeException.Kind;

/// Digits of an IMSI, IMEI or IMEISV beside their identity type (TS 24.008 clause 10.5.1.4, TS 24.301
/// clause 9.9.3.12):
///
/// ```
/// octet 1    digit 1 | odd 1 bit | type 3 bits
/// octet n    digit 2n-1 | digit 2n-2; after an even number of digits the last high half is F
/// ```
final class BcdDigits {
    private static final int ODD = 0x08;
    private static final int FILLER = 0x0f;

    private BcdDigits() {}

    static void write(NasWriter out, int type, String digits) {
        int odd = digits.length() % 2 == 0 ? 0 : ODD;
        out.octet(1 + digits.length() / 2);
        out.octet(digit(digits, 0) << 4 | odd | type);
        for (int i = 1; i < digits.length(); i += 2) {
            out.octet(digit(digits, i + 1) << 4 | digit(digits, i));
        }
    }

    /// The digits after `first`, the octet that also held the type.
    static String read(int first, NasReader in) {
        StringBuilder digits = new StringBuilder(16).append(character(first >> 4, in));
        boolean odd = (first & ODD) != 0;
        while (in.remaining() > 0) {
            int pair = in.octet();
            digits.append(character(pair & 0x0f, in));
            if (odd || in.remaining() > 0) {
                digits.append(character(pair >> 4, in));
            } else if (pair >> 4 != FILLER) {
                throw in.bad(Kind.VALUE);
            }
        }
        return digits.toString();
    }

    private static int digit(String digits, int index) {
        return index < digits.length() ? digits.charAt(index) - '0' : FILLER;
    }

    private static char character(int nibble, NasReader in) {
        if (nibble > 9) {
            throw in.bad(Kind.VALUE);
        }
        return (char) ('0' + nibble);
    }
}
