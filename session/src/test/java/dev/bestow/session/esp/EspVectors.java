package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Six of the test cases for AES-GCM and AES-GMAC in ESP of the authors of RFC 4106 and RFC 4543
/// (draft-mcgrew-gcm-test-01), with keys of 128 bits. Their sequence numbers and IVs are not ours, so packets are put
/// together of the parts and opened, and sealed by the cipher.
class EspVectors {
    private static final HexFormat HEX = HexFormat.of();

    /// `head` is the associated data without the IV.
    private enum Case {
        EXTENDED_NUMBER(
                "4c80cdefbb5d10da906ac73c3613a634",
                "2e443b68 4956ed7e3b244cfe",
                "00004321 87654321 00000000",
                "45000048699a000080114db7c0a80102c0a801010a9bf15638d3010000010000"
                        + "00000000045f736970045f756470037369700963796265726369747902646b00"
                        + "0021000101020201",
                "fecf537e729d5b07dc30df528dd22b768d1b98736696a6fd348509fa13ceac34"
                        + "cfa2436f14a3f3cf65925bf1f4a13c5d15b21e1884f5ff6247aeabb786b93bce"
                        + "61bc17d768fd9732",
                "459018148f6cbe722fd04796562dfdb4"),
        WITHOUT_PADDING(
                "feffe9928665731c6d6a8f9467308308",
                "cafebabe facedbaddecaf888",
                "0000a5f8 0000000a",
                "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d00100"
                        + "0001000000000000037369700963796265726369747902646b00000100010001",
                "deb22cd9b07c72c16e3a65beeb8df304a5a5897d33ae530f1ba76d5d114d2a5c"
                        + "3de81827c10e9a4f51330d0eec416642cfbb85a5b47e48a4ec3b9ba95d918bd1",
                "83b70d3aa8bc6ee4c309e9d85a41ad4a"),
        IV_OF_ITS_OWN(
                "3de09874b388e6491988d0c3607eae1f",
                "57690e43 4e280000a2fca1a3",
                "42f67e3f 10101010 10101010",
                "4500001c42a200008001441f406793b6e00000020a00f5ff01020201",
                "fba2ca845e5df9f0f22c3e6e86dd831e1fc65792cd1af9130e1379ed",
                "369f071f35e034be95f112e4e7d05d35"),
        LAST_NUMBER_AND_NO_PAYLOAD(
                "7d773d00c144c525ac619d18c84a3f47",
                "d9664267 43457e9182443bc6",
                "335467ae ffffffff",
                "01020201",
                "437f866b",
                "cb3f699fe9b0822bac961c4504bef270"),
        SMALLEST_NUMBERS(
                "abbccddef00112233445566778899aab",
                "decaf888 cafedebaceface74",
                "00000100 00000000 00000001",
                "746f016265016f72016e6f7401746f0162650001",
                "29c9fc69a197d038ccdd14e2ddfcaa0543332164",
                "412503524303ed3c6c5f283843af8c3e"),
        INTEGRITY_ALONE(
                "4c80cdefbb5d10da906ac73c3613a634",
                "22433c64 0000000000000000",
                "00004321 00000007",
                "45000030da3a00008001df3bc0a80005c0a800010800c6cd0200070061626364"
                        + "65666768696a6b6c6d6e6f707172737401020201",
                "45000030da3a00008001df3bc0a80005c0a800010800c6cd0200070061626364"
                        + "65666768696a6b6c6d6e6f707172737401020201",
                "f2a9a836e155106aa8dcd618e4099aaa");

        private final byte[] key;
        private final byte[] nonce;
        private final byte[] head;
        private final byte[] body;
        private final byte[] sealed;
        private final byte[] icv;

        Case(String key, String nonce, String head, String body, String sealed, String icv) {
            this.key = HEX.parseHex(key);
            this.nonce = HEX.parseHex(nonce.replace(" ", ""));
            this.head = HEX.parseHex(head.replace(" ", ""));
            this.body = HEX.parseHex(body);
            this.sealed = HEX.parseHex(sealed);
            this.icv = HEX.parseHex(icv);
        }

        EspProfile profile() {
            return new EspProfile(this != INTEGRITY_ALONE, head.length == 12);
        }

        EspKey espKey() {
            return new EspKey(
                    Secret.taking(ByteBuffer.allocate(20).put(key).put(nonce, 0, 4).array()));
        }

        int spi() {
            return ByteBuffer.wrap(head).getInt();
        }

        /// The high half of the number is not in it.
        byte[] packet() {
            return ByteBuffer.allocate(16 + body.length + 16)
                    .put(head, 0, 4)
                    .put(head, head.length - 4, 4)
                    .put(nonce, 4, 8)
                    .put(sealed)
                    .put(icv)
                    .array();
        }
    }

    /// All but the one whose number has its highest bit set: we end before.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTENDED_NUMBER")
    void aPacketOfTheVectorsOpens(Case vector) {
        int payload = vector.body.length - 2 - vector.body[vector.body.length - 2];
        assertThat(opened(vector, vector.packet()))
                .isEqualTo(new InnerPacket(1, Plaintext.copyOf(vector.body, 0, payload)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTENDED_NUMBER")
    void noOctetOfItMayDiffer(Case vector) {
        for (int at = 0; at < vector.packet().length; at++) {
            byte[] flipped = vector.packet();
            flipped[at] ^= 1;
            assertThat(opened(vector, flipped)).as("octet %d", at).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCipherMakesTheSamePacket(Case vector) {
        byte[] packet = new byte[vector.packet().length];
        System.arraycopy(vector.packet(), 0, packet, 0, 16);
        System.arraycopy(vector.body, 0, packet, 16, vector.body.length);
        int icvAt = packet.length - 16;
        var text =
                vector.profile().encrypted()
                        ? new GcmCipher.Run(16, vector.body.length)
                        : new GcmCipher.Run(icvAt, 0);
        try (GcmCipher cipher = GcmCipher.sealing(vector.espKey())) {
            cipher.seal(packet, 8, aad(vector, packet), text);
        }
        assertThat(Octets.copyOf(packet)).isEqualTo(Octets.copyOf(vector.packet()));
    }

    private static byte[] aad(Case vector, byte[] packet) {
        int more = vector.profile().encrypted() ? 0 : packet.length - 8 - 16;
        return OutboundAssociation.aad(vector.profile(), packet, 0, number(vector), more);
    }

    private static long number(Case vector) {
        long low = Integer.toUnsignedLong(ByteBuffer.wrap(vector.head).getInt(4));
        return vector.head.length == 12 ? ByteBuffer.wrap(vector.head).getLong(4) : low;
    }

    /// By an association that has come as far as the packet's number; null when it does not open.
    private static @Nullable InnerPacket opened(Case vector, byte[] packet) {
        EspKey key = vector.espKey();
        long before = Math.max(0, number(vector) - 1);
        try (var _ = key.octets();
                var inbound = new InboundAssociation(vector.spi(), vector.profile(), key, before)) {
            return inbound.open(packet, 0) instanceof InboundAssociation.Opened.Fresh fresh
                    ? fresh.inner()
                    : null;
        }
    }
}
