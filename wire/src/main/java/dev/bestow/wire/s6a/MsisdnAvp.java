package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.TgppAvps.MSISDN;

import dev.bestow.core.Octets;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.MessageBuilder;

import org.jspecify.annotations.Nullable;

/// An MSISDN as TBCD digits, country code first (TS 29.329 clause 6.3.2):
///
/// ```
/// octet n    digit 2n | digit 2n-1; after an odd number of digits the last high half is F
/// ```
final class MsisdnAvp {
    private static final int FILLER = 0x0f;
    private static final int MAX_DIGITS = 15;

    private MsisdnAvp() {}

    static void put(String digits, MessageBuilder out) {
        byte[] octets = new byte[(digits.length() + 1) / 2];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (digit(digits, 2 * i + 1) << 4 | digit(digits, 2 * i));
        }
        out.put(MSISDN, Octets.copyOf(octets));
    }

    private static int digit(String digits, int index) {
        return index < digits.length() ? digits.charAt(index) - '0' : FILLER;
    }

    /// The digits, or null for what is no MSISDN: no attach at our MME depends on it.
    static @Nullable String read(AvpCursor avp) {
        Octets octets = avp.octets();
        StringBuilder digits = new StringBuilder(MAX_DIGITS + 1);
        for (int i = 0; i < octets.length(); i++) {
            digits.append(Character.forDigit(octets.at(i) & 0x0f, 16));
            int second = octets.at(i) >> 4;
            if (second != FILLER || i + 1 < octets.length()) {
                digits.append(Character.forDigit(second, 16));
            }
        }
        return digits.toString().matches("[0-9]{1," + MAX_DIGITS + "}") ? digits.toString() : null;
    }
}
