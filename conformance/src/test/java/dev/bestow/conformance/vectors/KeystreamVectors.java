package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Keystream;
import dev.bestow.keys.Snow3g;
import dev.bestow.keys.Zuc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.List;

/// SNOW 3G and ZUC against the sets of their designers.
class KeystreamVectors {
    static List<VectorRow> snow3g() {
        return VectorRow.file("snow3g_keystream").rows("vectors");
    }

    static List<VectorRow> zuc() {
        return VectorRow.file("zuc_keystream").rows("vectors");
    }

    @ParameterizedTest
    @MethodSource
    void snow3g(VectorRow set) {
        Secret key = Secret.taking(turned(set.octets("key")).toArray());
        try (Snow3g snow = new Snow3g(key, turned(set.octets("iv")))) {
            gives(set, snow);
        }
    }

    @ParameterizedTest
    @MethodSource
    void zuc(VectorRow set) {
        try (Zuc zuc = new Zuc(set.secret("key"), set.octets("iv"))) {
            gives(set, zuc);
        }
    }

    private static void gives(VectorRow set, Keystream keystream) {
        int at = set.has("keystream_at") ? set.number("keystream_at") : 0;
        byte[] zeros = new byte[at + 16];
        Octets stream = Octets.copyOf(keystream.apply(zeros, 8 * zeros.length));
        Octets head = set.octets("keystream_head");
        assertThat(stream.slice(0, head.length())).isEqualTo(head);
        if (at > 0) {
            Octets tail = set.octets("keystream_tail");
            assertThat(stream.slice(at, tail.length())).isEqualTo(tail);
        }
    }

    /// The sets begin with the words K0 and IV0; UEA2 and UIA2 begin with K3 and IV3.
    private static Octets turned(Octets words) {
        ByteBuffer turned = ByteBuffer.allocate(words.length());
        for (int at = words.length() - 4; at >= 0; at -= 4) {
            words.slice(at, 4).writeTo(turned);
        }
        return Octets.copyOf(turned.array());
    }
}
