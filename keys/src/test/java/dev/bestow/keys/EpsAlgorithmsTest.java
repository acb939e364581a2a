package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.bouncycastle.crypto.macs.Zuc128Mac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/// The EPS algorithms: one published set each (all are in `conformance`), and what holds for every input.
class EpsAlgorithmsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final long SEED = 33401;

    enum Ciphering {
        EEA1,
        EEA2,
        EEA3;

        byte[] apply(KnasEnc key, CountBearerDirection input, byte[] message, int bits) {
            return switch (this) {
                case EEA1 -> Eea1.apply(key, input, message, bits);
                case EEA2 -> Eea2.apply(key, input, message, bits);
                case EEA3 -> Eea3.apply(key, input, message, bits);
            };
        }

        byte[] apply(KnasEnc key, CountBearerDirection input, byte[] message) {
            return switch (this) {
                case EEA1 -> Eea1.apply(key, input, message);
                case EEA2 -> Eea2.apply(key, input, message);
                case EEA3 -> Eea3.apply(key, input, message);
            };
        }
    }

    enum Integrity {
        EIA1,
        EIA2,
        EIA3;

        byte[] mac(KnasInt key, CountBearerDirection input, byte[] message, int bits) {
            return switch (this) {
                case EIA1 -> Eia1.mac(key, input, message, bits);
                case EIA2 -> Eia2.mac(key, input, message, bits);
                case EIA3 -> Eia3.mac(key, input, message, bits);
            };
        }

        byte[] mac(KnasInt key, CountBearerDirection input, byte[] message) {
            return switch (this) {
                case EIA1 -> Eia1.mac(key, input, message);
                case EIA2 -> Eia2.mac(key, input, message);
                case EIA3 -> Eia3.mac(key, input, message);
            };
        }
    }

    private static Secret key(String hex) {
        return Secret.taking(HEX.parseHex(hex));
    }

    private static KnasEnc enc() {
        return new KnasEnc(key("2bd6459f82c5b300952c49104881ff48"));
    }

    private static KnasInt integrity() {
        return new KnasInt(key("2bd6459f82c5b300952c49104881ff48"));
    }

    private static CountBearerDirection input(int count, int bearer, int direction) {
        return new CountBearerDirection(
                count, bearer, direction == 0 ? Direction.UPLINK : Direction.DOWNLINK);
    }

    private static void enciphers(
            Ciphering algorithm, String key, CountBearerDirection input, int bits, String... hex) {
        byte[] out = algorithm.apply(new KnasEnc(key(key)), input, HEX.parseHex(hex[0]), bits);
        assertThat(HEX.formatHex(out)).isEqualTo(hex[1]);
    }

    private static void protects(
            Integrity algorithm, String key, CountBearerDirection input, int bits, String... hex) {
        byte[] mac = algorithm.mac(new KnasInt(key(key)), input, HEX.parseHex(hex[0]), bits);
        assertThat(HEX.formatHex(mac)).isEqualTo(hex[1]);
    }

    @Test
    void cipheringGivesTheFiguresOfTs33401AnnexC() {
        enciphers(
                Ciphering.EEA1,
                "5acb1d644c0d51204ea5f1451010d852",
                input(0xfa556b26, 3, 1),
                120,
                "ad9c441f890b38c457a49d421407e8",
                "ba0f31300334c56b52a7497cbac046");
        enciphers(
                Ciphering.EEA2,
                "d3c5d592327fb11c4035c6680af8c6d1",
                input(0x398a59b4, 21, 1),
                253,
                "981ba6824c1bfb1ab485472029b71d808ce33e2cc3c0b5fc1f3de8a6dc66b1f0",
                "e9fed8a63d155304d71df20bf3e82214b20ed7dad2f233dc3c22d7bdeeed8e78");
        enciphers(
                Ciphering.EEA3,
                "173d14ba5003731d7a60049470f00a29",
                input(0x66035492, 15, 0),
                193,
                "6cf65340735552ab0c9752fa6f9025fe0bd675d9005875b200000000",
                "a6c85fc66afb8533aafc2518dfe784940ee1e4b030238cc800");
    }

    @Test
    void integrityGivesTheFiguresOfTs33401AnnexC() {
        protects(
                Integrity.EIA1,
                "7e5e94431e11d73828d739cc6ced4573",
                input(0x36af6144, 24, 1),
                254,
                "b3d3c9170a4e1632f60f861013d22d84b726b6a278d802d1eeaf1321ba5929dc",
                "e3259f6f");
        protects(
                Integrity.EIA2,
                "d3c5d592327fb11c4035c6680af8c6d1",
                input(0x398a59b4, 26, 1),
                64,
                "484583d5afe082ae",
                "b93787e6");
        protects(
                Integrity.EIA2,
                "7e5e94431e11d73828d739cc6ced4573",
                input(0x36af6144, 24, 1),
                254,
                "b3d3c9170a4e1632f60f861013d22d84b726b6a278d802d1eeaf1321ba5929dc",
                "1f60b01d");
        protects(
                Integrity.EIA3,
                "c9e6cec4607c72db000aefa88385ab0a",
                input(0xa94059da, 10, 1),
                577,
                "983b41d47d780c9e1ad11d7eb70391b1de0b35da2dc62f83e7b78d6306ca0ea07e941b7be91348f9"
                    + "fcb170e2217fecd97f9f68adb16e5d7d21e569d280ed775cebde3f4093c5388100000000",
                "fae8ff0b");
        protects(
                Integrity.EIA3,
                "c9e6cec4607c72db000aefa88385ab0a",
                input(0xa94059da, 10, 1),
                576,
                "983b41d47d780c9e1ad11d7eb70391b1de0b35da2dc62f83e7b78d6306ca0ea07e941b7be91348f9"
                        + "fcb170e2217fecd97f9f68adb16e5d7d21e569d280ed775cebde3f4093c53881",
                "8e48c7d5");
    }

    /// TS 35.217 clause 4, the first set.
    @Test
    void uia2TakesFreshAsItComes() {
        CountFreshDirection input = new CountFreshDirection(0x38a6f056, 97709129, Direction.UPLINK);
        byte[] message = HEX.parseHex("6b227737296f393c8079353edc87e2e805d2ec49a4f2d8e0");
        Secret ik = key("2bd6459f82c5b300952c49104881ff48");
        assertThat(HEX.formatHex(Uia2.mac(ik, input, message, 189))).isEqualTo("2bce1820");
    }

    @ParameterizedTest
    @EnumSource
    void decipheringUndoesEncipheringForEveryLength(Ciphering algorithm) {
        Random random = new Random(SEED);
        for (int bits = 0; bits <= 300; bits++) {
            byte[] message = new byte[(bits + 7) / 8 + random.nextInt(3)];
            random.nextBytes(message);
            CountBearerDirection input = input(random.nextInt(), random.nextInt(32), bits & 1);
            byte[] whole = algorithm.apply(enc(), input, message);
            byte[] out = algorithm.apply(enc(), input, message, bits);
            assertThat(out).as("seed %d, %d bits", SEED, bits).isEqualTo(head(whole, bits));
            assertThat(algorithm.apply(enc(), input, out, bits))
                    .as("seed %d, %d bits", SEED, bits)
                    .isEqualTo(head(message, bits));
        }
    }

    /// The first bits, then zeros to the end of their octet.
    private static byte[] head(byte[] message, int bits) {
        byte[] head = Arrays.copyOf(message, (bits + 7) / 8);
        if (bits % 8 != 0) {
            head[head.length - 1] &= (byte) (0xff << (8 - bits % 8));
        }
        return head;
    }

    @ParameterizedTest
    @EnumSource
    void everyInputOfTheKeystreamCounts(Ciphering algorithm) {
        byte[] zeros = new byte[16];
        byte[] stream = algorithm.apply(enc(), input(7, 3, 0), zeros);
        assertThat(stream)
                .isNotEqualTo(algorithm.apply(enc(), input(8, 3, 0), zeros))
                .isNotEqualTo(algorithm.apply(enc(), input(7, 2, 0), zeros))
                .isNotEqualTo(algorithm.apply(enc(), input(7, 3, 1), zeros))
                .isNotEqualTo(
                        algorithm.apply(new KnasEnc(key("00".repeat(16))), input(7, 3, 0), zeros));
    }

    @ParameterizedTest
    @EnumSource
    void everyInputAndEveryBitOfTheMacCounts(Integrity algorithm) {
        Random random = new Random(SEED);
        byte[] message = new byte[20];
        random.nextBytes(message);
        for (int bits = 1; bits <= 8 * message.length; bits++) {
            byte[] mac = algorithm.mac(integrity(), input(7, 3, 0), message, bits);
            assertThat(mac)
                    .as("seed %d, %d bits", SEED, bits)
                    .hasSize(4)
                    .isEqualTo(
                            algorithm.mac(integrity(), input(7, 3, 0), head(message, bits), bits))
                    .isNotEqualTo(algorithm.mac(integrity(), input(8, 3, 0), message, bits))
                    .isNotEqualTo(algorithm.mac(integrity(), input(7, 2, 0), message, bits))
                    .isNotEqualTo(algorithm.mac(integrity(), input(7, 3, 1), message, bits))
                    .isNotEqualTo(algorithm.mac(integrity(), input(7, 3, 0), message, bits - 1))
                    .isNotEqualTo(
                            algorithm.mac(
                                    integrity(), input(7, 3, 0), flipped(message, bits), bits));
        }
        assertThat(algorithm.mac(integrity(), input(7, 3, 0), message))
                .isEqualTo(algorithm.mac(integrity(), input(7, 3, 0), message, 160));
    }

    /// With the last of `bits` bits the other way.
    private static byte[] flipped(byte[] message, int bits) {
        byte[] flipped = message.clone();
        flipped[(bits - 1) / 8] ^= (byte) (0x80 >> ((bits - 1) % 8));
        return flipped;
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyMessageHasNoCiphertext(Ciphering algorithm) {
        assertThat(algorithm.apply(enc(), input(0, 0, 0), new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyMessageHasAMac(Integrity algorithm) {
        assertThat(algorithm.mac(integrity(), input(0, 0, 0), new byte[0]))
                .hasSize(4)
                .isNotEqualTo(algorithm.mac(integrity(), input(0, 0, 0), new byte[1]));
    }

    @ParameterizedTest
    @EnumSource
    void moreBitsThanThereAreAreNotEnciphered(Ciphering algorithm) {
        for (int bits : new int[] {-1, 17}) {
            assertThatThrownBy(() -> algorithm.apply(enc(), input(0, 0, 0), new byte[2], bits))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bits + " bits are not in 2 octets");
        }
        assertThat(algorithm.apply(enc(), input(0, 0, 0), new byte[2], 16)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void moreBitsThanThereAreHaveNoMac(Integrity algorithm) {
        for (int bits : new int[] {-1, 17}) {
            assertThatThrownBy(() -> algorithm.mac(integrity(), input(0, 0, 0), new byte[2], bits))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void eia3AgreesWithBouncyCastleOnWholeOctets() {
        Random random = new Random(SEED);
        for (int length = 1; length <= 120; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            int count = random.nextInt();
            int bearer = random.nextInt(32);
            String half = HEX.toHexDigits(count) + HEX.toHexDigits((byte) (bearer << 3)) + "000000";
            byte[] iv = HEX.parseHex(half + half);
            Zuc128Mac theirs = new Zuc128Mac();
            KeyParameter key = new KeyParameter(HEX.parseHex("2bd6459f82c5b300952c49104881ff48"));
            theirs.init(new ParametersWithIV(key, iv));
            theirs.update(message, 0, length);
            byte[] mac = new byte[4];
            theirs.doFinal(mac, 0);
            assertThat(Eia3.mac(integrity(), input(count, bearer, 0), message))
                    .as("seed %d, %d octets", SEED, length)
                    .isEqualTo(mac);
        }
    }

    @Test
    void zucEndsWhereItsAlgorithmsEnd() {
        byte[] longest = new byte[8188];
        assertThat(Eea3.apply(enc(), input(0, 0, 0), longest)).hasSize(8188);
        assertThat(Eia3.mac(integrity(), input(0, 0, 0), longest)).hasSize(4);
        assertThat(Eia3.mac(integrity(), input(0, 0, 0), longest, 65503)).hasSize(4);
        byte[] longer = new byte[8189];
        assertThatThrownBy(() -> Eea3.apply(enc(), input(0, 0, 0), longer, 65505))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Eia3.mac(integrity(), input(0, 0, 0), longer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongMessageOfEea2CountsItsBlocks() {
        byte[] message = new byte[16 * 0x10102];
        byte[] stream = Eea2.apply(enc(), input(1, 2, 1), message);
        byte[] counter = HEX.parseHex("0000000114000000" + "0000000000010101");
        assertThat(Arrays.copyOfRange(stream, 16 * 0x10101, 16 * 0x10102))
                .isEqualTo(AesCtr.apply(enc().octets(), counter, new byte[16]));
    }

    @Test
    void keystreamsRefuseOtherLengthsAndForgetTheirKey() {
        Octets iv = Octets.copyOf(new byte[16]);
        for (int length : new int[] {15, 17, 32}) {
            Secret wrong = Secret.taking(new byte[length]);
            Octets wrongIv = Octets.copyOf(new byte[length]);
            assertThatThrownBy(() -> new Snow3g(wrong, iv)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new Zuc(wrong, iv)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new Snow3g(enc().octets(), wrongIv))
                    .isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new Zuc(enc().octets(), wrongIv))
                    .isInstanceOf(InvalidValue.class);
        }
        assertThat(afterClose(new Snow3g(enc().octets(), iv)))
                .isEqualTo(afterClose(new Snow3g(key("00".repeat(16)), iv)));
        assertThat(afterClose(new Zuc(enc().octets(), iv)))
                .isEqualTo(afterClose(new Zuc(key("00".repeat(16)), iv)));
    }

    private static int afterClose(Keystream keystream) {
        keystream.next();
        keystream.close();
        return keystream.next() ^ keystream.next() << 1;
    }

    @Test
    void theKeyStaysTheCallers() {
        Secret key = key("2bd6459f82c5b300952c49104881ff48");
        Octets iv = Octets.copyOf(new byte[16]);
        new Snow3g(key, iv).close();
        new Zuc(key, iv).close();
        assertThat(key).isEqualTo(enc().octets());
    }

    @Test
    void aBearerHasFiveBits() {
        assertThat(input(0, 31, 0).bearer()).isEqualTo(31);
        for (int bearer : new int[] {-1, 32}) {
            assertThatThrownBy(() -> input(0, bearer, 0)).isInstanceOf(InvalidValue.class);
        }
        assertThat(CountBearerDirection.nas(5, Direction.DOWNLINK)).isEqualTo(input(5, 0, 1));
        assertThat(Direction.UPLINK.opposite()).isEqualTo(Direction.DOWNLINK);
        assertThat(Direction.DOWNLINK.opposite()).isEqualTo(Direction.UPLINK);
    }
}
