package dev.bestow.cli.aka.check;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Keystream;
import dev.bestow.keys.Snow3g;
import dev.bestow.keys.Zuc;

import java.nio.ByteBuffer;

/// Sets of the designers of SNOW 3G and ZUC: `key`, `iv`, and `keystream_head`; some with a
/// `keystream_tail` that begins `keystream_at` octets on.
final class KeystreamSets {
    private KeystreamSets() {}

    static void snow3g(VectorSet set, Figures figures) {
        try (Secret key = Secret.taking(turned(set.octets("key")).toArray());
                Snow3g snow = new Snow3g(key, turned(set.octets("iv")))) {
            compare(set, snow, figures);
        }
    }

    static void zuc(VectorSet set, Figures figures) {
        try (Secret key = set.key("key");
                Zuc zuc = new Zuc(key, set.octets("iv"))) {
            compare(set, zuc, figures);
        }
    }

    private static void compare(VectorSet set, Keystream keystream, Figures figures) {
        Octets head = set.octets("keystream_head");
        Octets tail = set.has("keystream_at") ? set.octets("keystream_tail") : Octets.EMPTY;
        int at = set.has("keystream_at") ? set.number("keystream_at") : head.length();
        byte[] zeros = new byte[Math.max(head.length(), at + tail.length())];
        Octets stream = Octets.copyOf(keystream.apply(zeros, 8 * zeros.length));
        figures.compare("keystream_head", head, stream.slice(0, head.length()));
        figures.compare("keystream_tail", tail, stream.slice(at, tail.length()));
    }

    /// The sets begin with the words K0 and IV0; UEA2 and UIA2, and [Snow3g], begin with K3 and IV3.
    private static Octets turned(Octets words) {
        ByteBuffer turned = ByteBuffer.allocate(words.length());
        for (int at = words.length() - Integer.BYTES; at >= 0; at -= Integer.BYTES) {
            words.slice(at, Integer.BYTES).writeTo(turned);
        }
        return Octets.copyOf(turned.array());
    }
}
