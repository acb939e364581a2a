package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mKey;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Finding the key of a request, and saying so when there is none.
class UaKeysTest {
    private static final Rand CLASHING = Rand.parse("000102030405060708090a0b2a99dfa5");
    private static final String OTHER_KS_AS =
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static final FetchLimits FEW = new FetchLimits(1, 16, 1, 16, 1);

    private final Journey journey = Journey.seeded(8);

    @Test
    void twoDevicesWithOneRandIdAreToldApartByTheMac() {
        assertThat(CLASHING.id()).isEqualTo(Journey.RAND.id());
        journey.source.put(CLASHING, OTHER_KS_AS, true);
        UaClient other =
                journey.client(OTHER_KS_AS, new FullName.ByRand(CLASHING), UaForm.COMPACT, true);
        assertThat(outcome(journey.compact())).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(outcome(other)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(journey.delivered).hasSize(2);
        assertThat(journey.server.sessionCount()).isEqualTo(2);
        assertThat(journey.source.fetches).hasValue(1);
    }

    /// Nothing is configured here: the key server finds the keys, and the MAC is over the whole RAND.
    @Test
    void twoDevicesWithOneShortHashAreToldApartByTheMac() {
        var hash = new RandId(0xb673bda0);
        Rand rand = Rand.parse("000102030405060708090a0b0c0d0e0f");
        journey.source.put(rand, OTHER_KS_AS, true);
        journey.source.hash(Journey.RAND, hash);
        journey.source.hash(rand, hash);
        UaClient one =
                journey.client(new FullName.ByRand(Journey.RAND, hash), UaForm.COMPACT, true);
        UaClient other =
                journey.client(OTHER_KS_AS, new FullName.ByRand(rand, hash), UaForm.COMPACT, true);
        UaClient thief =
                journey.client(
                        OTHER_KS_AS, new FullName.ByRand(Journey.RAND, hash), UaForm.COMPACT, true);
        assertThat(outcome(one)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(outcome(other)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(outcome(thief)).isEqualTo(plain(RefusalCause.AUTHENTICATION_FAILED, 0));
        assertThat(journey.source.fetches).hasValue(1);
    }

    @Test
    void keyOfTheOtherDeviceDoesNotOpenThisOnesName() {
        UaClient thief = journey.client(OTHER_KS_AS, Journey.BY_RAND, UaForm.COMPACT, true);
        assertThat(outcome(thief)).isEqualTo(plain(RefusalCause.AUTHENTICATION_FAILED, 0));
    }

    @Test
    void staleCandidatesAreFetchedAnewWhenTheMacFitsNone() {
        outcome(journey.compact());
        journey.source.put(CLASHING, OTHER_KS_AS, true);
        UaClient newcomer =
                journey.client(OTHER_KS_AS, new FullName.ByRand(CLASHING), UaForm.COMPACT, true);
        assertThat(outcome(newcomer)).isEqualTo(plain(RefusalCause.AUTHENTICATION_FAILED, 0));
        journey.clock.pass(Duration.ofMillis(1_001));
        assertThat(outcome(newcomer)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(journey.source.fetches).hasValue(2);
    }

    @Test
    void requestsAtTheSameTimeShareOneFetch() throws InterruptedException, ExecutionException {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        journey.source.duringFetch.add(fetching::countDown);
        journey.source.duringFetch.add(() -> await(release));
        List<byte[]> requests =
                IntStream.range(0, 8)
                        .mapToObj(i -> journey.compact().request(Plaintext.of("r" + i)).datagram())
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> answers =
                    requests.stream()
                            .map(request -> threads.submit(() -> journey.serve(request)))
                            .toList();
            fetching.await();
            release.countDown();
            for (Future<byte[]> answer : answers) {
                assertThat(answer.get()).hasSize(Journey.ACK.length() + 20);
            }
        }
        assertThat(journey.source.fetches).hasValue(1);
        assertThat(journey.delivered).hasSize(8);
    }

    @Test
    void boundOnFetchesIsAnsweredBusy() throws InterruptedException, ExecutionException {
        journey.fetches = FEW;
        journey.restarted();
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        journey.source.duringFetch.add(fetching::countDown);
        journey.source.duringFetch.add(() -> await(release));
        Rand unknown = Rand.parse("000102030405060708090a0b0c0d0e0f");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] first = journey.compact().request(Journey.REPORT).datagram();
            Future<byte[]> answer = threads.submit(() -> journey.serve(first));
            fetching.await();
            UaClient second =
                    journey.client(OTHER_KS_AS, new FullName.ByRand(unknown), UaForm.COMPACT, true);
            assertThat(outcome(second)).isEqualTo(plain(RefusalCause.BUSY, 1));
            release.countDown();
            assertThat(answer.get()).hasSize(Journey.ACK.length() + 20);
        }
    }

    @Test
    void everyAnswerOfTheKeySourceHasItsRefusal() {
        refusal(new RetrievalAnswer.NotYet(5), RefusalCause.NOT_YET, 5);
        refusal(new RetrievalAnswer.NotYet(100_000), RefusalCause.NOT_YET, 255);
        refusal(new RetrievalAnswer.NotAvailable(), RefusalCause.KEY_NOT_AVAILABLE, 0);
        refusal(new RetrievalAnswer.NotAuthorised(), RefusalCause.AS_NOT_AUTHORISED, 0);
        refusal(
                new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME),
                RefusalCause.ROOT_MISMATCH,
                0);
        refusal(new RetrievalAnswer.TooMany(1), RefusalCause.KEY_SERVER_UNAVAILABLE, 5);
        refusal(new RetrievalAnswer.SourceUnavailable(1), RefusalCause.KEY_SERVER_UNAVAILABLE, 5);
    }

    @Test
    void pendingKeyIsTakenOnTheRepeatOfTheSameOctets() {
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        journey.source.answer = new RetrievalAnswer.NotYet(2);
        assertThat(pending.open(journey.serve(pending.datagram())))
                .isEqualTo(plain(RefusalCause.NOT_YET, 2));
        journey.source.answer = null;
        assertThat(pending.open(journey.serve(pending.datagram())))
                .isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void keySourceThatThrowsBlocksNobody() {
        Runnable failure =
                () -> {
                    throw new IllegalStateException("planted");
                };
        journey.source.duringFetch.add(failure);
        byte[] request = journey.compact().request(Journey.REPORT).datagram();
        assertThatThrownBy(() -> journey.server.handle(request, Journey.SOURCE))
                .hasMessage("planted");
        journey.source.duringFetch.clear();
        assertThat(journey.serve(request)).hasSize(Journey.ACK.length() + 20);
    }

    @Test
    void expiredKeyIsNotUsed() {
        outcome(journey.compact());
        journey.clock.pass(Duration.ofHours(24));
        assertThat(outcome(journey.compact())).isEqualTo(plain(RefusalCause.KEY_NOT_AVAILABLE, 0));
    }

    @Test
    void aRequestThatIsRefusedLeavesNoKeyBehind() {
        journey.source.put(CLASHING, OTHER_KS_AS, true);
        outcome(journey.compact());
        byte[] inClear = datagram(Journey.KS_AS, false);
        byte[] ofThief = datagram(OTHER_KS_AS, true);
        long before = Secret.live();
        journey.serve(inClear);
        journey.serve(ofThief);
        journey.clock.pass(Duration.ofMillis(1_001));
        journey.serve(ofThief);
        assertThat(Secret.live()).isEqualTo(before);
    }

    private static E2mKey e2mKey() {
        return new E2mKey(Secret.taking(new byte[E2mKey.OCTETS]));
    }

    /// Of an EMSE, whose leaf key is no Ks_AS.
    @Test
    void aReportIsDeliveredUnderAnE2mKey() {
        var key =
                new RetrievedKey(
                        e2mKey(),
                        Journey.RAND,
                        null,
                        KeyRoot.CK_IK,
                        journey.source.expiry,
                        "meter@example.net",
                        true);
        journey.source.answer = new RetrievalAnswer.Keys(List.of(key));
        var client =
                new UaClient(
                        new UaClient.Key(Journey.AS, Journey.BY_RAND, e2mKey()),
                        new UaClient.UaParameters(UaForm.COMPACT, true),
                        new UaClient.Ports(
                                new Random(10)::nextBytes,
                                RequestCounts.inMemory(),
                                KAppObserver.NONE));
        assertThat(outcome(client)).isInstanceOf(RequestOutcome.Delivered.class);
    }

    private byte[] datagram(String ksAs, boolean ciphered) {
        return journey.client(ksAs, Journey.BY_RAND, UaForm.COMPACT, ciphered)
                .request(Journey.REPORT)
                .datagram();
    }

    @Test
    void withdrawalReachesTheServerWhenItsKnowledgeIsOld() {
        outcome(journey.compact());
        journey.source.removeAll();
        assertThat(outcome(journey.compact())).isInstanceOf(RequestOutcome.Delivered.class);
        journey.clock.pass(Duration.ofSeconds(601));
        assertThat(outcome(journey.compact())).isEqualTo(plain(RefusalCause.KEY_NOT_AVAILABLE, 0));
    }

    @Test
    void cacheGivesUpTheLongestUnusedName() {
        journey.maxNames = 2;
        journey.restarted();
        for (int i = 0; i < 6; i++) {
            Rand rand = Rand.parse("000102030405060708090a0b0c0d0e0" + i);
            journey.source.put(rand, OTHER_KS_AS, true);
            UaClient client =
                    journey.client(OTHER_KS_AS, new FullName.ByRand(rand), UaForm.COMPACT, true);
            assertThat(outcome(client)).isInstanceOf(RequestOutcome.Delivered.class);
            assertThat(outcome(client)).isInstanceOf(RequestOutcome.Delivered.class);
        }
        assertThat(journey.source.fetches).hasValue(6);
    }

    @Test
    void formsAreWhatTheServerPinned() {
        journey.policy = UaPolicy.standard(Journey.AS);
        assertThatThrownBy(journey::restarted)
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ua.certificateKeys");
        journey.certificateKeys = CertificateKeys.none();
        journey.restarted();
        UaClient certificate = journey.client(Journey.BY_RAND, UaForm.CERTIFICATE, true);
        assertThat(outcome(certificate)).isEqualTo(plain(RefusalCause.FORM_NOT_ALLOWED, 0));
        UaClient literal = journey.client(Journey.BY_GUTI, UaForm.LITERAL, true);
        assertThat(outcome(literal)).isEqualTo(plain(RefusalCause.FORM_NOT_ALLOWED, 0));
        assertThat(journey.source.fetches).hasValue(0);
        assertThatThrownBy(() -> journey.client(Journey.BY_RAND, UaForm.LITERAL, true))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void requestInClearIsRefusedUnderTheKeyWhereConfidentialityIsAllowed() {
        UaClient clear = journey.client(Journey.BY_RAND, UaForm.COMPACT, false);
        assertThat(outcome(clear))
                .isEqualTo(new RequestOutcome.RefusedBy(RefusalCause.CIPHERING_REQUIRED, 0, true));
        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        journey.clock.pass(Duration.ofMillis(1_001));
        assertThat(outcome(clear)).isInstanceOf(RequestOutcome.Delivered.class);
    }

    @Test
    void authenticatedRefusalSwitchesCipheringOffAndTheNextRequestIsTaken() {
        journey.source.put(Journey.RAND, Journey.KS_AS, false);
        UaClient client = journey.compact();
        assertThat(outcome(client))
                .isEqualTo(new RequestOutcome.RefusedBy(RefusalCause.CIPHERING_FORBIDDEN, 0, true));
        assertThat(outcome(client)).isInstanceOf(RequestOutcome.Delivered.class);
        assertThat(journey.delivered).containsExactly(Journey.REPORT);
    }

    private void refusal(RetrievalAnswer fetched, RefusalCause cause, int retryAfterSeconds) {
        journey.clock.pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        journey.source.answer = fetched;
        assertThat(outcome(journey.compact())).isEqualTo(plain(cause, retryAfterSeconds));
    }

    private RequestOutcome outcome(UaClient client) {
        PendingRequest pending = client.request(Journey.REPORT);
        return pending.open(journey.serve(pending.datagram()));
    }

    private static RequestOutcome plain(RefusalCause cause, int retryAfterSeconds) {
        return new RequestOutcome.RefusedBy(cause, retryAfterSeconds, false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
