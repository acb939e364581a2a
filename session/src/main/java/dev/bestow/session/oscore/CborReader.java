package dev.bestow.session.oscore;

import dev.bestow.core.Octets;

import java.util.ArrayList;
import java.util.List;

/// Reads what [Cbor] writes, short items alone: each head is one octet. Whatever the octets, it answers with a value.
/// Not thread-safe.
final class CborReader {
    private static final int NOTHING = -1;
    private static final int UNSIGNED = 0;
    private static final int BYTES = 2;
    private static final int ARRAY = 4;

    /// Larger values have a second octet.
    private static final int ONE_MORE = 24;

    private final Octets octets;
    private int at;

    CborReader(Octets octets) {
        this.octets = octets;
    }

    /// How many items the array has that begins here; -1 where none does.
    int array() {
        return head(ARRAY);
    }

    /// The number here, up to 23; -1 where there is none.
    int number() {
        return head(UNSIGNED);
    }

    /// The next `count` byte strings, of up to 23 octets, if they are all that is left; else fewer.
    List<Octets> bytes(int count) {
        List<Octets> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = head(BYTES);
            if (length == NOTHING || octets.length() - at < length) {
                return List.of();
            }
            all.add(octets.slice(at, length));
            at += length;
        }
        return at == octets.length() ? all : List.of();
    }

    private int head(int type) {
        if (at == octets.length()) {
            return NOTHING;
        }
        int head = octets.at(at++);
        int value = head & 0x1f;
        return head >> 5 == type && value < ONE_MORE ? value : NOTHING;
    }
}
