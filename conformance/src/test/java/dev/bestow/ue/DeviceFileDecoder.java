package dev.bestow.ue;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.conformance.fuzz.Decoder;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/// The file of a device, as it is and under a good check.
public final class DeviceFileDecoder {
    /// By the name of its corpus.
    public static final Map<String, Decoder> ALL =
            Map.of("device-file", DeviceFileDecoder::deviceFile);

    private static final String FILE = "state";
    private static final int CHECK_OCTETS = 8;

    private DeviceFileDecoder() {}

    private static void deviceFile(byte[] octets) throws NoSuchAlgorithmException {
        read(octets.clone());
        if (octets.length > CHECK_OCTETS) {
            int checked = octets.length - CHECK_OCTETS;
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(octets, 0, checked);
            System.arraycopy(digest.digest(), 0, octets, checked, CHECK_OCTETS);
            read(octets);
        }
    }

    private static void read(byte[] octets) {
        Octets kept = Octets.copyOf(octets);
        try (var content = DeviceFileCodec.decode(FILE, octets)) {
            DeviceFile.Kept keySet = content.kept();
            if (keySet != null || kept.at(24) == 0) {
                try (Secret again =
                        DeviceFileCodec.encode(content.imsi(), content.counts(), keySet)) {
                    same(again.use(Octets::copyOf).length(), kept.length());
                }
            }
        } catch (InvalidValue refused) {
            same(refused.reason().isBlank(), false);
        }
    }
}
