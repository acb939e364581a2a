package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.HseId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Which endpoint gets which key of a run.
class AnchorKeyTest {
    private static final List<EndpointId> ENDPOINTS =
            List.of(
                    new AsId("one.example.net"),
                    new EmseId("one.example.net"),
                    new EeseId("one.example.net"),
                    new HseId("one.example.net"));

    private static AnchorKey key(KeyKind kind) {
        byte[] octets = new byte[32];
        octets[0] = 7;
        return AnchorKey.of(kind, Secret.taking(octets));
    }

    @Test
    void eachEndpointGetsTheKeyOfItsDerivation() {
        assertThat(key(KeyKind.KS).leafFor(new AsId("one.example.net")))
                .isEqualTo(KsAs.from((Ks) key(KeyKind.KS), new AsId("one.example.net")));
        var intKey = (E2mIntKey) key(KeyKind.E2M_INT_KEY);
        assertThat(intKey.leafFor(new EmseId("one.example.net")))
                .isEqualTo(E2mKey.from(intKey, new EmseId("one.example.net")));
        assertThat(intKey.leafFor(new EeseId("one.example.net")))
                .isEqualTo(E2eKey.from(intKey, new EeseId("one.example.net")));
        assertThat(key(KeyKind.E2M_KEY_SET).leafFor(new HseId("one.example.net")))
                .isEqualTo(key(KeyKind.E2M_KEY_SET));
    }

    /// An HSE is an end-to-middle endpoint, an application server an end-to-end one.
    @ParameterizedTest
    @EnumSource(names = {"E2M_INT_KEY", "E2M_KEY_SET"})
    void aKeyIsForAMiddleOrForAnEnd(KeyKind kind) throws Exception {
        AnchorKey key = key(kind);
        assertThat(key.leafFor(new EmseId("one.example.net")))
                .isEqualTo(new E2mKey(kdf(key, 0xfa, "one.example.net", "e2m_ CIoT")));
        assertThat(key.leafFor(new EeseId("one.example.net")))
                .isEqualTo(key.leafFor(new AsId("one.example.net")))
                .isEqualTo(new E2eKey(kdf(key, 0xfb, "one.example.net", "e2e_ CIoT")));
    }

    /// TS 33.220 clause B.2 with the JDK alone.
    private static Secret kdf(AnchorKey key, int fc, String... parameters) throws Exception {
        var input = new ByteArrayOutputStream();
        input.write(fc);
        for (String parameter : parameters) {
            input.writeBytes(parameter.getBytes(StandardCharsets.US_ASCII));
            input.write(0);
            input.write(parameter.length());
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.octets().use(byte[]::clone), "HmacSHA256"));
        return Secret.taking(mac.doFinal(input.toByteArray()));
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherEndpointGetsNone(KeyKind kind) {
        long refused = 0;
        for (EndpointId endpoint : ENDPOINTS) {
            try {
                assertThat(key(kind).leafFor(endpoint)).isNotNull();
            } catch (InvalidValue e) {
                assertThat(e.reason()).contains(endpoint.fqdn());
                refused++;
            }
        }
        assertThat(refused).isEqualTo(kind == KeyKind.KS ? 3 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void aCopyAndALeafOutliveTheKey(KeyKind kind) {
        AnchorKey anchor = key(kind);
        AnchorKey copy = anchor.copy();
        anchor.close();
        assertThat(copy).isEqualTo(key(kind));
        assertThatThrownBy(() -> anchor.octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }
}
