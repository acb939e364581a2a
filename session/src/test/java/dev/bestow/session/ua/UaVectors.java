package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;

/// Whole exchanges, octet by octet, against `vectors.py` next to the properties, which computes them
/// without the product.
class UaVectors {
    private static final HexFormat HEX = HexFormat.of();
    private static final Properties VECTORS = load();

    private final Journey journey = new Journey(Journey.STUCK);

    @ParameterizedTest
    @CsvSource({
        "randCiphered, COMPACT, false, true",
        "randClear,    COMPACT, false, false",
        "gutiCiphered, COMPACT, true,  true",
        "literal,      LITERAL, true,  true",
        "certificate,  CERTIFICATE, false, true",
        "certificateInClear, CERTIFICATE, true, false"
    })
    void everyMessageOfAnExchangeHasTheOctetsComputedElsewhere(
            String row, UaForm form, boolean byGuti, boolean ciphered) {
        journey.source.removeAll();
        journey.source.put(Journey.RAND, Journey.KS_AS, ciphered);
        FullName name = byGuti ? Journey.BY_GUTI : Journey.BY_RAND;
        PendingRequest pending = journey.client(name, form, ciphered).request(Journey.REPORT);
        assertThat(HEX.formatHex(pending.datagram())).isEqualTo(vector(row, "req"));

        byte[] response = journey.serve(pending.datagram());
        assertThat(HEX.formatHex(response)).isEqualTo(vector(row, "resp"));

        RequestOutcome.Delivered yes = (RequestOutcome.Delivered) pending.open(response);
        assertThat(yes.downlink()).isEqualTo(Journey.ACK);
        UaSession session = yes.session();
        byte[] up = session.seal(Journey.REPORT);
        assertThat(HEX.formatHex(up)).isEqualTo(vector(row, "up0"));

        byte[] down = journey.serve(up);
        assertThat(HEX.formatHex(down)).isEqualTo(vector(row, "dn1"));
        assertThat(session.open(down)).isEqualTo(new SessionOutcome.Message(Journey.ACK));

        for (int counter = 1; counter < 9; counter++) {
            session.seal(Journey.REPORT);
        }
        assertThat(HEX.formatHex(session.seal(Journey.REPORT))).isEqualTo(vector(row, "up9"));
        assertThat(journey.delivered).containsExactly(Journey.REPORT, Journey.REPORT);
    }

    @Test
    void authenticatedRefusalHasTheOctetsComputedElsewhere() {
        journey.source.removeAll();
        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        UaClient client = journey.compact();
        PendingRequest pending = client.request(Journey.REPORT);
        byte[] refusal = journey.serve(pending.datagram());
        assertThat(HEX.formatHex(refusal)).isEqualTo(vector("randCiphered", "forbidden"));
        assertThat(pending.open(refusal))
                .isEqualTo(new RequestOutcome.RefusedBy(RefusalCause.CIPHERING_FORBIDDEN, 0, true));
        assertThat(client.ciphering()).isFalse();
    }

    /// Row "#11 t" of the project's illustrative derivations: the study's GUTI, RAND_AS 00..0f.
    @Test
    void literalTIsTheSeeds() {
        Octets randAs = Octets.parseHex("RAND_AS", "000102030405060708090a0b0c0d0e0f");
        try (LeafKeys keys = LeafKeys.from(Journey.ksAs(Journey.KS_AS))) {
            assertThat(keys.literalT(Journey.GUTI, randAs).hex())
                    .isEqualTo("86299db5f218b812271db9d109200ed8964411dcb2c8f2f747a65e75a4ff1d5a");
        }
    }

    private static String vector(String row, String message) {
        return VECTORS.getProperty(row + "." + message);
    }

    private static Properties load() {
        try (InputStream in = UaVectors.class.getResourceAsStream("/ua/vectors.properties")) {
            Properties vectors = new Properties();
            vectors.load(in);
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
