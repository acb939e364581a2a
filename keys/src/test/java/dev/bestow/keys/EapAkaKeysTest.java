package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;

/// The generator against the figures of NIST, K_aut against those of RFC 4186, whose clause is the same; the rest
/// against the platform.
class EapAkaKeysTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String CK = "5349fbe098649f948f5d2e973a81c00f";
    private static final String IK = "9744871ad32bf9bbd1dd5ce54e3e2e5a";

    private static Octets identity(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The example of NIST for the general purpose generator of change notice 1.
    @Test
    void theGeneratorIsThatOfTheChangeNotice() {
        byte[] seed = HEX.parseHex("bd029bbe7f51960bcf9edb2b61f06f0feb5a38b6");
        assertThat(HEX.formatHex(Fips186Prf.generate(seed, 40)))
                .isEqualTo(
                        "2070b3223dba372fde1c0ffc7b2e3b498b260614"
                                + "3c6c18bacb0f6c55babb13788e20d737a3275116");
        assertThat(seed).as("the seed is gone").containsOnly(0);
    }

    /// RFC 4186 Appendix B.3: EAP-SIM takes its keys from MK as EAP-AKA does.
    @Test
    void kAutIsTheSecondKeyOfTheGenerator() {
        var mk =
                new EapAkaMk(
                        Secret.taking(HEX.parseHex("e576d5ca332e9930018bf1baee2763c795b3c712")));
        assertThat(HEX.formatHex(EapAkaKAut.from(mk).octets().use(byte[]::clone)))
                .isEqualTo("25af1942efcbf4bc72b3943421f2a974");
    }

    @Test
    void mkIsOfIdentityThenIkThenCk() throws GeneralSecurityException {
        Octets identity = identity("0001010000000001");
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest(HEX.parseHex(identity.hex() + IK + CK));
        assertThat(EapAkaMk.from(ckIk(), identity).octets()).isEqualTo(Secret.taking(digest));
    }

    @Test
    void macIsTheFirst16OctetsOfHmacSha1() throws GeneralSecurityException {
        byte[] packet = HEX.parseHex("0102001c1701000003");
        byte[] key = HEX.parseHex("25af1942efcbf4bc72b3943421f2a974");
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new JceKey(key, "HmacSHA1"));
        Octets expected = Octets.copyOf(mac.doFinal(packet), 0, 16);
        try (var kAut = new EapAkaKAut(Secret.taking(key))) {
            assertThat(kAut.mac(packet)).isEqualTo(expected);
        }
    }

    @Test
    void anotherIdentityIsAnotherKey() {
        assertThat(EapAkaKAut.from(ckIk(), identity("0001010000000001")))
                .isEqualTo(EapAkaKAut.from(ckIk(), identity("0001010000000001")))
                .isNotEqualTo(EapAkaKAut.from(ckIk(), identity("0001010000000002")));
    }

    private static CkIk ckIk() {
        return new CkIk(Secret.taking(HEX.parseHex(CK + IK)));
    }
}
