package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every message with every octet flipped in every bit, with one missing anywhere, with one more.
class UaTamperTest {
    private final Journey journey = Journey.seeded(3);

    @ParameterizedTest
    @CsvSource({
        "COMPACT, false, true",
        "COMPACT, false, false",
        "COMPACT, true, true",
        "LITERAL, true, true",
        "LITERAL, true, false",
        "CERTIFICATE, false, true",
        "CERTIFICATE, true, false"
    })
    void noTamperedRequestIsDelivered(UaForm form, boolean byGuti, boolean ciphered) {
        journey.source.removeAll();
        journey.source.put(Journey.RAND, Journey.KS_AS, ciphered);
        FullName name = byGuti ? Journey.BY_GUTI : Journey.BY_RAND;
        byte[] good = journey.client(name, form, ciphered).request(Journey.REPORT).datagram();
        for (byte[] bad : variants(good)) {
            byte[] answer = journey.server.handle(bad, Journey.SOURCE);
            assertThat(journey.delivered).isEmpty();
            if (answer != null) {
                assertThat(answer).hasSizeLessThanOrEqualTo(Math.min(11, bad.length));
            }
        }
        journey.serve(good);
        assertThat(journey.delivered).containsExactly(Journey.REPORT);
    }

    @Test
    void noTamperedResponseIsTakenAndTheGoodOneStillIs() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        byte[] good = journey.serve(pending.datagram());
        for (byte[] bad : variants(good)) {
            assertThat(pending.open(bad)).isNotInstanceOf(RequestOutcome.Delivered.class);
        }
        assertThat(pending.open(good)).isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void noTamperedSessionMessageIsTakenUpwards() {
        byte[] good = journey.session().seal(Journey.REPORT);
        journey.delivered.clear();
        for (byte[] bad : variants(good)) {
            byte[] answer = journey.server.handle(bad, Journey.SOURCE);
            assertThat(journey.delivered).isEmpty();
            if (answer != null) {
                assertThat(answer).hasSizeLessThanOrEqualTo(bad.length);
            }
        }
        journey.serve(good);
        assertThat(journey.delivered).containsExactly(Journey.REPORT);
    }

    @Test
    void noTamperedSessionMessageIsTakenDownwards() {
        UaSession session = journey.session();
        byte[] good = journey.serve(session.seal(Journey.REPORT));
        for (byte[] bad : variants(good)) {
            assertThat(session.open(bad)).isNotInstanceOf(SessionOutcome.Message.class);
        }
        assertThat(session.open(good)).isEqualTo(new SessionOutcome.Message(Journey.ACK));
    }

    @Test
    void noTamperedAuthenticatedRefusalIsBelieved() {
        journey.source.removeAll();
        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        UaClient client = journey.compact();
        PendingRequest pending = client.request(Journey.REPORT);
        byte[] good = journey.serve(pending.datagram());
        for (byte[] bad : variants(good)) {
            if (pending.open(bad) instanceof RequestOutcome.RefusedBy refused) {
                assertThat(refused.authenticated()).isFalse();
            }
            assertThat(client.ciphering()).isTrue();
        }
    }

    @Test
    void plainRefusalNeverSwitchesCipheringOff() {
        UaClient client = journey.compact();
        PendingRequest pending = client.request(Journey.REPORT);
        byte[] request = pending.datagram();
        byte[] forged = new byte[11];
        forged[0] = 0x52;
        forged[1] = (byte) RefusalCause.CIPHERING_FORBIDDEN.code();
        System.arraycopy(request, request.length - 8, forged, 3, 8);
        assertThat(pending.open(forged))
                .isEqualTo(
                        new RequestOutcome.RefusedBy(RefusalCause.CIPHERING_FORBIDDEN, 0, false));
        assertThat(client.ciphering()).isTrue();
        assertThat(pending.open(journey.serve(request)))
                .isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void messagesAreNotReflected() {
        UaSession session = journey.session();
        byte[] up = session.seal(Journey.REPORT);
        byte[] down = journey.serve(up);
        journey.delivered.clear();
        assertThat(session.open(up)).isNotInstanceOf(SessionOutcome.Message.class);
        journey.server.handle(down, Journey.SOURCE);
        assertThat(journey.delivered).isEmpty();
    }

    private static List<byte[]> variants(byte[] good) {
        List<byte[]> variants = new ArrayList<>();
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << bit);
                variants.add(flipped);
            }
            byte[] shorter = Arrays.copyOf(good, good.length - 1);
            System.arraycopy(good, at + 1, shorter, at, good.length - 1 - at);
            if (!Arrays.equals(shorter, good)) {
                variants.add(shorter);
            }
        }
        for (int value : new int[] {0, 0x5a, 0xff}) {
            byte[] longer = Arrays.copyOf(good, good.length + 1);
            longer[good.length] = (byte) value;
            variants.add(longer);
        }
        variants.add(new byte[0]);
        return variants;
    }
}
