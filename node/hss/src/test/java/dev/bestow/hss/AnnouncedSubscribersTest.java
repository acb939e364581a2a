package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Whoever goes by a subscriber is told what changes.
class AnnouncedSubscribersTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final ServingMme MME =
            new ServingMme("mme.test", "visited.test", PlmnId.parse("001/01"), false, true, null);
    private static final AsId AS = AsId.parse("as.example");
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nowMs() {
                    return 1_000;
                }

                @Override
                public long nowNs() {
                    return 0;
                }
            };

    private final InMemoryStore store = new InMemoryStore();
    private final AtomicInteger nudges = new AtomicInteger();
    private final AnnouncedSubscribers subscribers =
            new AnnouncedSubscribers(
                    store.subscribers(),
                    store.locations(),
                    new AnnouncedSubscribers.KeyServers(List.of("scef.test", "emks.test"), "test"),
                    CLOCK,
                    nudges::incrementAndGet);

    private static Subscriber row(String k, long epoch, long offset, String apn) {
        return new Subscriber(
                IMSI,
                new WrappedCredentials(
                        "milenage",
                        Octets.parseHex("K", k),
                        Octets.parseHex("OPc", "02"),
                        WrappedCredentials.EUTRAN_AMF),
                epoch,
                offset,
                CardBatch.STANDARD,
                "meter@example.net",
                List.of(AS),
                Subscription.standard(apn));
    }

    @BeforeEach
    void provisioned() {
        subscribers.put(row("01", 1, 0, "iot"));
        assertThat(noticed()).as("nobody goes by a new subscriber").isEmpty();
        store.locations().serve(IMSI, MME, 1);
    }

    private List<String> noticed() {
        return store.locations().notices(null, 100).stream()
                .map(notice -> notice.kind() + " " + notice.host())
                .toList();
    }

    @Test
    void aRemovalErasesKeysAndCancelsTheLocation() {
        assertThat(subscribers.remove(IMSI)).hasValue(2);
        assertThat(noticed())
                .containsExactlyInAnyOrder(
                        "ERASE_KEYS scef.test", "ERASE_KEYS emks.test", "CANCEL_LOCATION mme.test");
        assertThat(nudges.get()).isEqualTo(2);
        assertThat(subscribers.remove(IMSI)).as("nobody there any more").isEmpty();
        assertThat(noticed()).hasSize(3);
    }

    @Test
    void anotherCardErasesKeysAndCancelsTheLocation() {
        subscribers.put(row("03", 2, 0, "iot"));
        assertThat(noticed())
                .containsExactlyInAnyOrder(
                        "ERASE_KEYS scef.test", "ERASE_KEYS emks.test", "CANCEL_LOCATION mme.test");
    }

    @Test
    void anotherEpochOfTheSameCardErasesKeysAndTellsTheSubscription() {
        subscribers.put(row("01", 2, 0, "iot"));
        assertThat(noticed())
                .containsExactlyInAnyOrder(
                        "ERASE_KEYS scef.test",
                        "ERASE_KEYS emks.test",
                        "INSERT_SUBSCRIBER_DATA mme.test");
    }

    @Test
    void whatIsInTheSubscriptionIsToldToTheMmeAlone() {
        subscribers.put(row("01", 1, 0, "other"));
        assertThat(noticed()).containsExactly("INSERT_SUBSCRIBER_DATA mme.test");
    }

    @Test
    void aSequenceNumberConcernsNobody() {
        subscribers.put(row("01", 1, 7, "iot"));
        assertThat(noticed()).isEmpty();
    }

    @Test
    void anMmeThatHasPurgedTheUeIsToldNothing() {
        store.locations().purge(IMSI, MME.host());
        subscribers.remove(IMSI);
        assertThat(noticed())
                .noneMatch(notice -> notice.startsWith(Notice.Kind.CANCEL_LOCATION.name()));
    }
}
