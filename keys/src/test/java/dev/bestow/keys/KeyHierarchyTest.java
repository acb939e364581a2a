package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

class KeyHierarchyTest {
    private static Secret secret(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0x5a);
        return Secret.taking(octets);
    }

    private static final List<Function<Secret, Object>> KEYS_OF_32_OCTETS =
            List.of(
                    CkIk::new,
                    Kasme::new,
                    Kenb::new,
                    Nh::new,
                    KenbStar::new,
                    SKgnb::new,
                    CkIkPrime::new,
                    KAut::new,
                    KRe::new,
                    KsNaf::new,
                    KsIntNaf::new,
                    Kausf::new,
                    Kseaf::new,
                    Kamf::new,
                    Kakma::new,
                    Kaf::new,
                    Khse::new,
                    ProtocolKey::new,
                    KInter::new,
                    EasPsk::new,
                    Ks::new,
                    KsAs::new,
                    KsAsEnc::new,
                    KsAsInt::new,
                    KApp::new,
                    E2mIntKey::new,
                    E2mKey::new,
                    E2eKey::new,
                    E2mKeySet::new,
                    AccessCkIk::new);

    private static final List<Function<Secret, Object>> KEYS_OF_16_OCTETS =
            List.of(
                    KnasEnc::new,
                    KnasInt::new,
                    KrrcEnc::new,
                    KrrcInt::new,
                    KupEnc::new,
                    KupInt::new,
                    KEncr::new,
                    EapAkaKAut::new,
                    ResStar::new,
                    EmsdpEnc::new,
                    EmsdpInt::new);

    private static void haveLength(int length, List<Function<Secret, Object>> derivedKeys) {
        Secret right = secret(length);
        for (Function<Secret, Object> derivedKey : derivedKeys) {
            assertThat(derivedKey.apply(right))
                    .asString()
                    .contains("Secret(" + length + " octets)");
            for (int wrong : new int[] {0, 15, 16, 17, 20, 31, 32, 33, 64, 208}) {
                if (wrong != length) {
                    Secret secret = secret(wrong);
                    assertThatThrownBy(() -> derivedKey.apply(secret))
                            .isInstanceOf(InvalidValue.class)
                            .hasMessageEndingWith(": has " + wrong + " octets, needs " + length);
                }
            }
        }
    }

    @Test
    void everyKeyHasItsLengthAndNoOther() {
        haveLength(32, KEYS_OF_32_OCTETS);
        haveLength(16, KEYS_OF_16_OCTETS);
        haveLength(20, List.of(EspKey::new));
        haveLength(64, List.of(Msk::new, Emsk::new));
        haveLength(208, List.of(Mk::new));
        assertThatThrownBy(() -> new Ks(secret(31))).hasMessage("Ks: has 31 octets, needs 32");
    }

    /// Figures of EMSDP's profile P0, computed for its worked example: CK||IK is 00 to 1f, PLMN 001/01.
    @Test
    void keysOfEmsdpAreThoseOfItsWorkedExample() {
        byte[] octets = new byte[32];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        Octets sqnXorAk = Octets.parseHex("SQN xor AK", "112233445566");
        Kasme base = Kasme.from(new CkIk(Secret.taking(octets)), PlmnId.parse("001/01"), sqnXorAk);
        assertThat(EmsdpEnc.from(base, 2).octets())
                .isEqualTo(parsed("79c435877fb5cc55c038bb57d6f81bf1"));
        assertThat(EmsdpInt.from(base, 2).octets())
                .isEqualTo(parsed("d4726f0f0b009932498cae95dd3ee3fe"));
        assertThat(EasPsk.from(KInter.from(base), AsId.parse("meter.example.org")).octets())
                .isEqualTo(
                        parsed("3ea4d04b50f97b58211438a52aa6b12476c32a108fb8076740bc8503775cc90a"));
    }

    private static Secret parsed(String hex) {
        return Secret.taking(Octets.parseHex("key", hex).toArray());
    }

    @Test
    void noTwoKeysOfOneParentAreAlike() {
        Secret parent = secret(32);
        Ks ks = new Ks(parent);
        KsAs ksAs = new KsAs(parent);
        assertThat(
                        Stream.of(
                                        Ks.from(new CkIk(parent)).octets(),
                                        Ks.pushed(new CkIk(parent)).octets(),
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
                .hasSize(11);
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
                .isEqualTo(Secret.taking(Arrays.copyOfRange(whole, 16, 32)))
                .isNotEqualTo(PurposeKey.derive16(secret(32), "label", Octets.EMPTY));
        assertThat(PurposeKey.derive16(secret(32), "label", Octets.EMPTY))
                .isNotEqualTo(PurposeKey.derive16(secret(32), "label", Octets.copyOf(new byte[1])));
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
        assertThat(List.of(key)).contains(key).doesNotContain(new JceKey(octets, "AES"));
        assertThat(key.hashCode()).isEqualTo(new JceKey(new byte[1], "AES").hashCode());
    }
}
