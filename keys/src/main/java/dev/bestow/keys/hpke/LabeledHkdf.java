package dev.bestow.keys.hpke;

import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// LabeledExtract and LabeledExpand of RFC 9180 clause 4, on HKDF-SHA256 (RFC 5869). No output here is longer than
/// one block of 32 octets.
final class LabeledHkdf {
    static final int OCTETS = 32;

    private static final byte[] VERSION = ascii("HPKE-v1");

    private final byte[] suite;

    /// @param suite the suite_id of whoever derives
    LabeledHkdf(byte[] suite) {
        this.suite = suite.clone();
    }

    /// Without a salt, as each extraction but one is.
    Secret extract(String label, Secret input) {
        try (Secret none = Secret.taking(new byte[OCTETS])) {
            return extract(none, label, input);
        }
    }

    Secret extract(Secret salt, String label, Secret input) {
        return input.use(octets ->
                Secret.taking(HmacTag.compute(salt, OCTETS, VERSION, suite, ascii(label), octets)));
    }

    /// `length` octets, at most 32.
    Secret expand(Secret prk, String label, byte[] info, int length) {
        byte[] block =
                HmacTag.compute(
                        prk,
                        OCTETS,
                        new byte[] {(byte) (length >> 8), (byte) length},
                        VERSION,
                        suite,
                        ascii(label),
                        info,
                        new byte[] {1});
        Secret cut = Secret.taking(block, 0, length);
        Arrays.fill(block, (byte) 0);
        return cut;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
