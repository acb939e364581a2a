package dev.bestow.wire.ua;

import dev.bestow.core.Eksi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

/// Application Request in the compact form. Over the message it costs 21 octets when the key is named
/// by RAND id and 27 when it is named by GUTI.
///
/// ```
/// header 1 | RAND id 4 (low = 7) or GUTI 10 (low = eKSI) | RAND_AS 8 | body n | t 8
/// ```
public record CompactRequest(
        boolean ciphered, KeyName keyName, Octets randAs, Octets body, Octets mac)
        implements ApplicationRequest {
    public static final int RAND_AS_OCTETS = 8;

    public CompactRequest {
        requireLength("RAND_AS", randAs, RAND_AS_OCTETS);
        requireLength("t", mac, MAC_OCTETS);
    }

    @Override
    public Octets fresh() {
        return randAs;
    }

    @Override
    public UaHeader header() {
        return header(ciphered, keyName);
    }

    /// The header of a request that is still to be sealed.
    public static UaHeader header(boolean ciphered, KeyName keyName) {
        return new UaHeader(UaForm.COMPACT, ciphered, low(keyName));
    }

    static int low(KeyName keyName) {
        return switch (keyName) {
            case KeyName.ByRand _ -> Eksi.NONE;
            case KeyName.ByGuti byGuti -> byGuti.eksi().value();
        };
    }

    static void requireLength(String field, Octets octets, int length) {
        if (octets.length() != length) {
            throw new InvalidValue(field, "has " + octets.length() + " octets, needs " + length);
        }
    }
}
