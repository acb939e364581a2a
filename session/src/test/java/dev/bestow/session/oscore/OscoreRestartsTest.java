package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.Journey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/// Memory lost at every step, on either side: no key and nonce have two ciphertexts, and nothing is delivered twice.
class OscoreRestartsTest {
    private static final OscoreOutcome THANKS = new OscoreOutcome.Delivered(Journey.ACK);

    private final OscoreJourney journey = OscoreJourney.seeded(36);

    /// Where the server's process ends.
    enum Step {
        BEFORE_THE_CLAIM,
        AFTER_THE_CLAIM,
        BEFORE_THE_DELIVERY,
        AFTER_THE_DELIVERY,
        AFTER_THE_ANSWER_IS_STORED
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// The claims of the journey, which outlive the process; it may end before and after each.
    private static final class CutClaims implements ReplayClaims {
        private final ReplayClaims kept;
        private final Step step;
        private boolean armed = true;

        CutClaims(ReplayClaims kept, Step step) {
            this.kept = kept;
            this.step = step;
        }

        private void cutAt(Step here) {
            if (armed && step == here) {
                armed = false;
                throw new PowerCut();
            }
        }

        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            cutAt(Step.BEFORE_THE_CLAIM);
            Outcome outcome = kept.claim(key, randAs, requestDigest, expiry);
            cutAt(Step.AFTER_THE_CLAIM);
            return outcome;
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {
            cutAt(Step.AFTER_THE_DELIVERY);
            kept.storeResponse(key, randAs, response);
            cutAt(Step.AFTER_THE_ANSWER_IS_STORED);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aServerMayEndAtEveryStepOfTheFirstRequest(Step step) {
        var claims = new CutClaims(journey.ports.claims, step);
        journey.claims = claims;
        if (step == Step.BEFORE_THE_DELIVERY) {
            journey.beforeAnswer =
                    () -> {
                        journey.beforeAnswer = () -> {};
                        throw new PowerCut();
                    };
        }
        journey.restarted();
        OscoreSession session = journey.session();
        OscoreExchange first = session.seal(Journey.REPORT);
        assertThatThrownBy(() -> journey.handle(first.datagram())).isInstanceOf(PowerCut.class);
        journey.restarted();

        byte[] again = journey.handle(first.datagram());
        switch (step) {
            case BEFORE_THE_CLAIM, AFTER_THE_ANSWER_IS_STORED ->
                    assertThat(first.open(requireNonNull(again, "an answer"))).isEqualTo(THANKS);
            case AFTER_THE_CLAIM, BEFORE_THE_DELIVERY, AFTER_THE_DELIVERY ->
                    assertThat(again).as("nobody knows whether it was delivered").isNull();
        }
        // The device goes on in its context, is told, and begins another one.
        if (!journey.exchanged(session.seal(Plaintext.of("later"))).equals(THANKS)) {
            assertThat(journey.exchanged(journey.session().seal(Plaintext.of("later"))))
                    .isEqualTo(THANKS);
        }
        assertThat(journey.delivered).doesNotHaveDuplicates().contains(Plaintext.of("later"));
        journey.noNonceWasUsedTwice();
    }

    /// Both sides lose their memory at random, messages are lost and sent again.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restartsOfBothSidesInAnyOrderUseNoNonceTwice(long seed) {
        Random random = new Random(seed);
        OscoreSession session = null;
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(12)) {
                case 0 -> journey.restarted();
                case 1 -> session = null;
                case 2, 3 -> {
                    if (!sent.isEmpty()) {
                        journey.handle(sent.get(random.nextInt(sent.size())));
                    }
                }
                default -> {
                    Plaintext report = Plaintext.of("report " + i);
                    if (session == null) {
                        session = journey.client().begin(report);
                    }
                    OscoreExchange exchange = session.seal(report);
                    sent.add(exchange.datagram());
                    byte[] answer =
                            random.nextInt(4) == 0 ? null : journey.handle(exchange.datagram());
                    if (answer != null
                            && exchange.open(answer)
                                    instanceof OscoreOutcome.RefusedBy(var cause, _, _)) {
                        assertThat(cause).isEqualTo(RefusalCause.SESSION_UNKNOWN);
                        session = null;
                    }
                }
            }
        }
        assertThat(journey.delivered).as("seed %d", seed).doesNotHaveDuplicates();
        journey.noNonceWasUsedTwice();
    }

    @Test
    void aStuckGeneratorBeginsNoContextTwice() {
        OscoreClient client = journey.client(Journey.BY_RAND, Journey.STUCK);
        byte[] first = client.begin(Journey.REPORT).seal(Journey.REPORT).datagram();
        byte[] second = client.begin(Journey.REPORT).seal(Journey.REPORT).datagram();
        assertThat(second).isNotEqualTo(first);
        journey.serve(first);
        journey.serve(second);
        assertThat(journey.delivered).hasSize(2);
    }

    /// Where the count was restored from a copy, too, a context begins again only with the message it began with.
    @Test
    void aStuckGeneratorAndCountRepeatWholeMessagesOnly() {
        journey.counts = () -> 0;
        OscoreClient client = journey.client(Journey.BY_RAND, Journey.STUCK);
        byte[] first = client.begin(Journey.REPORT).seal(Journey.REPORT).datagram();
        byte[] again = client.begin(Journey.REPORT).seal(Journey.REPORT).datagram();
        assertThat(again).isEqualTo(first);
        journey.serve(first);
        for (int i = 0; i < 50; i++) {
            Plaintext other = Plaintext.of("other " + i);
            assertThat(journey.exchanged(client.begin(other).seal(other))).isEqualTo(THANKS);
        }
        journey.noNonceWasUsedTwice();
    }

    @Test
    void copiesThatComeTogetherAreDeliveredOnce() throws Exception {
        byte[] first = journey.session().seal(Journey.REPORT).datagram();
        together(16, _ -> journey.server.handle(first, Journey.SOURCE));
        assertThat(journey.delivered).hasSize(1);
    }

    @Test
    void theFirstRequestsOfOneContextMayComeTogether() throws Exception {
        OscoreSession session = journey.session();
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            requests.add(session.seal(Plaintext.of("report " + i)).datagram());
        }
        together(16, i -> journey.server.handle(requests.get(i), Journey.SOURCE));
        assertThat(journey.delivered).hasSize(16).doesNotHaveDuplicates();
        assertThat(journey.refusals).isEmpty();
    }

    /// The second request comes between the claim of the first one and the context that is made of it.
    @Test
    void aRequestWaitsForTheContextThatAnotherBegins() throws Exception {
        OscoreSession session = journey.session();
        byte[] first = session.seal(Plaintext.of("0")).datagram();
        byte[] second = session.seal(Plaintext.of("1")).datagram();
        var meanwhile = new ArrayList<Thread>();
        journey.claims =
                new ReplayClaims() {
                    @Override
                    public Outcome claim(Rand key, Octets randAs, Octets digest, Instant expiry) {
                        Outcome outcome = journey.ports.claims.claim(key, randAs, digest, expiry);
                        if (outcome instanceof Outcome.Admitted) {
                            meanwhile.add(
                                    Thread.ofPlatform()
                                            .start(() ->
                                                    journey.server.handle(second, Journey.SOURCE)));
                            await().until(() ->
                                    switch (meanwhile.getFirst().getState()) {
                                        case BLOCKED, TERMINATED -> true;
                                        default -> false;
                                    });
                        }
                        return outcome;
                    }

                    @Override
                    public void storeResponse(Rand key, Octets randAs, Octets response) {}
                };
        journey.restarted();
        journey.serve(first);
        meanwhile.getFirst().join();
        assertThat(journey.refusals).isEmpty();
        assertThat(journey.delivered).hasSize(2);
    }

    private static void together(int count, IntConsumer each) throws Exception {
        var start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            start.await();
                            each.accept(number);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void everyKeyIsWipedButThoseOfOpenContexts() {
        journey.policy = new OscorePolicy(1, 600);
        journey.restarted();
        round();
        long before = Secret.live();
        for (int i = 0; i < 10; i++) {
            round();
        }
        assertThat(Secret.live()).isEqualTo(before);
    }

    /// Taken, repeated, forged and unknown: each leaves as many secrets as there were.
    private void round() {
        try (OscoreClient client = journey.client();
                OscoreSession session = client.begin(Journey.REPORT)) {
            byte[] first = session.seal(Journey.REPORT).datagram();
            journey.serve(first);
            journey.serve(first);
            journey.exchanged(session.seal(Journey.REPORT));
            byte[] forged = first.clone();
            forged[forged.length - 1] ^= 1;
            journey.server.handle(forged, Journey.SOURCE);
            forged[12] ^= 1;
            journey.server.handle(forged, Journey.SOURCE);
            journey.ports.claims.capacity = 0;
            try (OscoreSession refused = client.begin(Journey.REPORT)) {
                journey.exchanged(refused.seal(Journey.REPORT));
            }
            journey.ports.claims.capacity = Integer.MAX_VALUE;
        }
    }
}
