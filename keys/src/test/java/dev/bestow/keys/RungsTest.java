package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Octets;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.Stream;

class RungsTest {
    private static Secret secret(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0x5a);
        return Secret.taking(octets);
    }

    @Test
    void everyRungHasItsLengthAndNoOther() {
        for (int wrong : new int[] {0, 15, 17, 31, 33}) {
            Secret secret = secret(wrong);
            assertThatThrownBy(() -> new CkIk(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new Kasme(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new Ks(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KsAs(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KsAsEnc(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KsAsInt(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KApp(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KnasEnc(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new KnasInt(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new E2mKeySet(secret)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> new AccessCkIk(secret)).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> new Ks(secret(31))).hasMessage("Ks: has 31 octets, needs 32");
    }

    @Test
    void noTwoRungsOfOneParentAreAlike() {
        Secret parent = secret(32);
        Ks ks = new Ks(parent);
        KsAs ksAs = new KsAs(parent);
        assertThat(
                        Stream.of(
                                        Ks.from(new CkIk(parent)).octets(),
                                        Ks.from(new Kasme(parent)).octets(),
                                        KsAs.from(ks, AsId.parse("as.example")).octets(),
                                        KsAs.from(ks, AsId.parse("bs.example")).octets(),
                                        KsAsEnc.from(ksAs).octets(),
                                        KsAsInt.from(ksAs).octets(),
                                        KApp.from(new KsAsEnc(parent), Octets.EMPTY).octets(),
                                        PurposeKey.derive(parent, "enc"),
                                        PurposeKey.derive(parent, "int"),
                                        PurposeKey.derive(parent, "int", Octets.EMPTY))
                                .distinct())
                .hasSize(10);
    }

    @Test
    void nasKeysDifferByUseAndAlgorithm() {
        Kasme kasme = new Kasme(secret(32));
        assertThat(
                        Stream.of(
                                        KnasEnc.from(kasme, 1).octets(),
                                        KnasEnc.from(kasme, 2).octets(),
                                        KnasInt.from(kasme, 1).octets(),
                                        KnasInt.from(kasme, 2).octets())
                                .distinct())
                .hasSize(4);
    }

    @Test
    void shortPurposeKeysAreTheLowOctets() {
        byte[] whole = PurposeKey.derive(secret(32), "label").use(byte[]::clone);
        assertThat(PurposeKey.derive16(secret(32), "label"))
                .isEqualTo(Secret.taking(Arrays.copyOfRange(whole, 16, 32)));
    }

    @Test
    void noMacIsShorterThanEightOctets() {
        assertThat(HmacTag.compute(secret(32), 8)).hasSize(8);
        assertThat(HmacTag.compute(secret(32), 32)).startsWith(HmacTag.compute(secret(32), 8));
        assertThatThrownBy(() -> HmacTag.compute(secret(32), 7))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HmacTag.compute(secret(32), 33))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFcIsRegisteredOnce() {
        assertThat(Stream.of(Fc.values()).map(Fc::octet)).doesNotHaveDuplicates();
    }

    @Test
    void keysPrintNothing() {
        assertThat(new Ks(secret(32))).hasToString("Ks[octets=Secret(32 octets)]");
        assertThat(new JceKey(new byte[] {0x5a, 0x5a}, "AES")).hasToString("JceKey(AES)");
    }

    @Test
    void aLentKeyGivesClones() {
        byte[] octets = {1, 2, 3};
        JceKey key = new JceKey(octets, "AES");
        byte[] encoded = key.getEncoded();
        Arrays.fill(encoded, (byte) 0);
        assertThat(octets).containsExactly(1, 2, 3);
        assertThat(key.getEncoded()).containsExactly(1, 2, 3);
        assertThat(key.getFormat()).isEqualTo("RAW");
        assertThat(key.getAlgorithm()).isEqualTo("AES");
    }
}
