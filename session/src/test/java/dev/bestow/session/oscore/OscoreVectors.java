package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.AesCcm;
import dev.bestow.session.oscore.SecurityContext.Ids;
import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// RFC 8613 Appendix C, octet by octet.
class OscoreVectors {
    private static final Properties VECTORS = load();
    private static final int NUMBER = 20;

    private static Properties load() {
        try (InputStream in = OscoreVectors.class.getResourceAsStream("rfc8613.properties")) {
            var vectors = new Properties();
            vectors.load(in);
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Octets octets(String name) {
        return Octets.parseHex(name, VECTORS.getProperty(name));
    }

    private static @Nullable Octets idContext(String row) {
        return VECTORS.containsKey(row + ".idContext") ? octets(row + ".idContext") : null;
    }

    private static SecurityContext client(String row) {
        return context(row, new Ids(octets(row + ".clientId"), octets(row + ".serverId")));
    }

    private static SecurityContext server(String row) {
        return context(row, new Ids(octets(row + ".serverId"), octets(row + ".clientId")));
    }

    private static SecurityContext context(String row, Ids ids) {
        boolean salted = Boolean.parseBoolean(VECTORS.getProperty(row + ".salted"));
        var master =
                new SecurityContext.Master(
                        Secret.taking(octets("secret").toArray()),
                        salted ? octets("salt") : Octets.EMPTY,
                        idContext(row));
        return SecurityContext.derive(master, ids);
    }

    private static CoapMessage message(String name) {
        return (CoapMessage) CoapCodec.decode(octets(name).toArray());
    }

    private static Octets octets(CoapMessage message) {
        return Octets.copyOf(CoapCodec.encode(message));
    }

    private static OscoreOption option(CoapMessage message) {
        return message.option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.1", "C.2", "C.3"})
    void keysAndNoncesAreThoseOfTheRfc(String row) {
        var request = new RequestId(octets(row + ".clientId"), OscoreOption.partialIv(0));
        byte[] text = {1, 2, 3};
        assertThat(client(row).seal(request.partialIv(), request, text))
                .isEqualTo(sealed(row, "client", request.kid(), text));
        assertThat(server(row).seal(request.partialIv(), request, text))
                .isEqualTo(sealed(row, "server", request.kid(), text));
    }

    /// With the key and the nonce that the RFC prints; the additional data is by clause 5.4.
    private static Octets sealed(String row, String end, Octets kid, byte[] text) {
        String external = "8501810a4" + kid.length() + kid.hex() + "410040";
        String additional = "8368456e63727970743040" + "4" + external.length() / 2 + external;
        return Octets.copyOf(
                AesCcm.seal(
                        Secret.taking(octets(row + "." + end + "Key").toArray()),
                        octets(row + "." + end + "Nonce").toArray(),
                        Octets.parseHex("additional data", additional).toArray(),
                        text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.4", "C.5", "C.6"})
    void requestsAreThoseOfTheRfc(String row) {
        String context = VECTORS.getProperty(row + ".context");
        CoapMessage clear = message(row + ".clear");
        CoapMessage sealed =
                Oscore.protectRequest(clear, client(context), NUMBER, idContext(context));
        assertThat(octets(sealed)).isEqualTo(octets(row + ".protected"));

        CoapMessage received = message(row + ".protected");
        assertThat(option(received).number()).isEqualTo(NUMBER);
        assertThat(Oscore.openRequest(received, option(received), server(context)))
                .isInstanceOfSatisfying(
                        CoapMessage.class,
                        inner -> {
                            assertThat(inner.code()).isEqualTo(clear.code());
                            assertThat(inner.path(CoapOption.URI_PATH)).isEqualTo("/tv1");
                        });
    }

    @Test
    void responsesAreThoseOfTheRfc() {
        var request = new RequestId(octets("C.1.clientId"), OscoreOption.partialIv(NUMBER));
        CoapMessage withNumber =
                Oscore.protectResponse(message("C.8.clear"), server("C.1"), 0, request);
        assertThat(octets(withNumber)).isEqualTo(octets("C.8.protected"));
        for (String row : new String[] {"C.7", "C.8"}) {
            CoapMessage received = message(row + ".protected");
            assertThat(Oscore.openResponse(received, option(received), client("C.1"), request))
                    .isInstanceOfSatisfying(
                            CoapMessage.class,
                            inner -> assertThat(octets(inner)).isEqualTo(octets(row + ".clear")));
        }
    }
}
