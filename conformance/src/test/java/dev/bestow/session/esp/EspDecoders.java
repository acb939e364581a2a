package dev.bestow.session.esp;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.conformance.fuzz.Decoder;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;

import java.nio.ByteBuffer;
import java.util.Map;

/// ESP as a stranger sends it, and the inside of packets as a device with the key does.
public final class EspDecoders {
    /// By the names of their corpora.
    public static final Map<String, Decoder> ALL =
            Map.of("esp-set-up", EspDecoders::setUp, "esp-packet", EspDecoders::packet);

    private static final int SPI = 0x1234_5678;

    private EspDecoders() {}

    private static void setUp(byte[] octets) {
        UdpEncapsulation.kind(octets);
        switch (SetUpCodec.decode(octets)) {
            case SetUp.Opening opening -> same(opening.head(), at(octets, opening.head().length()));
            case SetUp.Answer answer -> same(answer.head(), at(octets, answer.head().length()));
            case SetUp.Refusal refusal ->
                    same(
                            refusal.toString(),
                            String.valueOf(SetUpCodec.decode(SetUpCodec.encode(refusal))));
            case null -> {
                // Not ours.
            }
        }
    }

    private static Octets at(byte[] octets, int length) {
        return Octets.copyOf(octets, SetUpCodec.HEAD_AT, length);
    }

    /// Never authentic as it is. Its body is, where a key sealed it.
    private static void packet(byte[] octets) {
        for (EspProfile profile :
                new EspProfile[] {new EspProfile(true, true), new EspProfile(false, false)}) {
            var key = new EspKey(Secret.taking(new byte[EspKey.OCTETS]));
            try (var _ = key.octets();
                    var inbound = new InboundAssociation(SPI, profile, key)) {
                same(inbound.open(octets, 0) instanceof InboundAssociation.Opened.Fresh, false);
                inbound.open(sealed(octets, profile, key), 0);
            }
        }
    }

    private static byte[] sealed(byte[] body, EspProfile profile, EspKey key) {
        int bodyAt = OutboundAssociation.BODY_AT;
        byte[] packet =
                ByteBuffer.allocate(bodyAt + body.length + GcmCipher.ICV_OCTETS)
                        .putInt(SPI)
                        .putInt(1)
                        .putLong(1)
                        .put(body)
                        .array();
        boolean encrypted = profile.encrypted();
        int more = encrypted ? 0 : GcmCipher.IV_OCTETS + body.length;
        byte[] aad = OutboundAssociation.aad(profile, packet, 0, 1, more);
        var text =
                encrypted
                        ? new GcmCipher.Run(bodyAt, body.length)
                        : new GcmCipher.Run(bodyAt + body.length, 0);
        try (GcmCipher cipher = GcmCipher.sealing(key)) {
            cipher.seal(packet, OutboundAssociation.IV_AT, aad, text);
        }
        return packet;
    }
}
