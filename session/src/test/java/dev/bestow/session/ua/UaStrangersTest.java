package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Datagrams of those who have no key, and what the key server feels of them. Seed 9.
class UaStrangersTest {
    private static final Octets ELSEWHERE = Octets.parseHex("source", "c6336401");
    private static final int BURST = 20;
    private static final int STRANGERS_BURST = 50;

    private final Journey journey = Journey.seeded(9);
    private int names;

    UaStrangersTest() {
        journey.fetches = new FetchLimits(1_024, BURST, 1, STRANGERS_BURST, 1);
        journey.restarted();
    }

    /// A request under a name nobody has.
    private PendingRequest strange() {
        byte[] rand = ByteBuffer.allocate(16).putInt(12, ++names).array();
        FullName name = new FullName.ByRand(new Rand(Octets.copyOf(rand)));
        UaClient client = journey.client(Journey.KS_AS, name, UaForm.COMPACT, true);
        return client.request(Journey.REPORT);
    }

    private RequestOutcome send(PendingRequest request, Octets from) {
        return request.open(journey.serve(request.datagram(), from));
    }

    private RequestOutcome ofDevice() {
        return send(journey.compact().request(Journey.REPORT), Journey.SOURCE);
    }

    @Test
    void aNewNameForEachDatagramCostsAFetchOnlyUntilTheSourceRunsOut() {
        for (int i = 0; i < 10 * BURST; i++) {
            send(strange(), ELSEWHERE);
        }
        assertThat(journey.source.fetches).hasValue(BURST);
        assertThat(ofDevice()).isInstanceOf(RequestOutcome.Delivered.class);
        journey.clock.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            send(strange(), ELSEWHERE);
        }
        assertThat(journey.source.fetches).hasValue(BURST + 1 + 3);
    }

    @Test
    void aDeviceBehindTheAddressOfAStrangerGoesOnWithTheKeyItHas() {
        assertThat(ofDevice()).isInstanceOf(RequestOutcome.Delivered.class);
        for (int i = 0; i < 10 * BURST; i++) {
            send(strange(), Journey.SOURCE);
        }
        assertThat(ofDevice()).isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void forgedSourcesCostNoMoreTogetherAndNoneOfAnAddressThatHasProvenItself() {
        assertThat(ofDevice()).isInstanceOf(RequestOutcome.Delivered.class);
        for (int i = 0; i < 10 * STRANGERS_BURST; i++) {
            Octets forged = Octets.copyOf(ByteBuffer.allocate(4).putInt(i).array());
            send(strange(), forged);
        }
        assertThat(journey.source.fetches.get()).isBetween(STRANGERS_BURST, STRANGERS_BURST + 2);
        Rand next = Rand.parse("000102030405060708090a0b0c0d0e0f");
        journey.source.put(next, Journey.KS_AS, true);
        UaClient neighbour =
                journey.client(Journey.KS_AS, new FullName.ByRand(next), UaForm.COMPACT, true);
        assertThat(send(neighbour.request(Journey.REPORT), Journey.SOURCE))
                .isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void devicesPayNothingHoweverMany() {
        for (int i = 0; i < 10 * STRANGERS_BURST; i++) {
            Rand rand = new Rand(Octets.copyOf(ByteBuffer.allocate(16).putInt(12, i).array()));
            journey.source.put(rand, Journey.KS_AS, true);
            UaClient device =
                    journey.client(Journey.KS_AS, new FullName.ByRand(rand), UaForm.COMPACT, true);
            assertThat(send(device.request(Journey.REPORT), Journey.SOURCE))
                    .isInstanceOf(RequestOutcome.Delivered.class);
        }
    }

    @Test
    void aNameWithoutAKeyCostsOneFetchInTwoSeconds() {
        PendingRequest request = strange();
        RequestOutcome none =
                new RequestOutcome.RefusedBy(RefusalCause.KEY_NOT_AVAILABLE, 0, false);
        for (int i = 0; i < 10; i++) {
            assertThat(send(request, ELSEWHERE)).isEqualTo(none);
        }
        assertThat(journey.source.fetches).hasValue(1);
        journey.clock.pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        assertThat(send(request, ELSEWHERE)).isEqualTo(none);
        assertThat(journey.source.fetches).hasValue(2);
    }
}
