package dev.bestow.session.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.LeafKey;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The keys of an application server as a protection uses them that knows nothing of Ua.
class KeyCacheTest {
    private static final Octets HERE = Octets.parseHex("source", "c0000201");
    private static final Octets ELSEWHERE = Octets.parseHex("source", "c6336401");
    private static final Octets NUMBER = Octets.parseHex("number", "0001020304050607");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final KeyName NAME = new KeyName.ByRand(RAND.id());
    private static final KeyName OTHER =
            new KeyName.ByRand(Rand.parse("000102030405060708090a0b0c0d0e0f").id());
    private static final FetchLimits TWO = new FetchLimits(16, 2, 1, 16, 1);

    private final long secretsBefore = Secret.live();
    private final List<KsAs> made = new ArrayList<>();
    private final KsAs device = ksAs(1);
    private long nowMs = 1_800_000_000_000L;
    private final Clock clock = new TestClock();
    private RetrievalAnswer answer = new RetrievalAnswer.NotAvailable();
    private final Map<Octets, Supplier<RetrievalAnswer>> answers = new HashMap<>();
    private int fetches;
    private final KeyCache keys = new KeyCache((_, asker) -> fetched(asker), clock, 1, TWO);
    private final PskHandshakes handshakes = new PskHandshakes(keys, new Claims());

    private final class TestClock implements Clock {
        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }
    }

    private static final class Claims implements ReplayClaims {
        private final Set<List<Octets>> taken = new HashSet<>();

        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            boolean first = taken.add(List.of(key.octets(), randAs));
            return first ? new Outcome.Admitted() : new Outcome.Replayed();
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {}
    }

    private RetrievalAnswer fetched(Octets asker) {
        fetches++;
        return answers.getOrDefault(asker, () -> answer).get();
    }

    private static KsAs ksAs(int fill) {
        byte[] octets = new byte[KsAs.OCTETS];
        Arrays.fill(octets, (byte) fill);
        return new KsAs(Secret.taking(octets));
    }

    /// Keys of one name, each filled with its octet, that end after `lifetime`.
    private void grant(Duration lifetime, int... fills) {
        List<RetrievedKey> keysOfName = new ArrayList<>();
        for (int fill : fills) {
            KsAs ksAs = ksAs(fill);
            made.add(ksAs);
            keysOfName.add(
                    new RetrievedKey(
                            ksAs,
                            RAND,
                            null,
                            KeyRoot.CK_IK,
                            clock.now().plus(lifetime),
                            "meter" + fill + "@example.net",
                            true));
        }
        answer = new RetrievalAnswer.Keys(keysOfName);
    }

    private void pass(Duration time) {
        nowMs += time.toMillis();
    }

    private String take(KsAs ksAs) {
        return handshakes.take(PskHandshakes.hello(ksAs, NAME, NUMBER), HERE);
    }

    private String stranger(KeyName name) {
        return handshakes.take(new PskHandshakes.Hello(name, NUMBER, NUMBER), ELSEWHERE);
    }

    /// What the cache held ends with the answer that there is none; what was lent ended with its look-up.
    @AfterEach
    void noSecretIsLeft() {
        pass(Duration.ofHours(1));
        answer = new RetrievalAnswer.NotAvailable();
        keys.find(NAME, 0, Octets.EMPTY).close();
        device.octets().close();
        assertThat(Secret.live() - secretsBefore).as("secrets left").isZero();
    }

    @Test
    void aProtectionBesideUaFindsItsKeyAndClaimsItsUse() {
        grant(Duration.ofHours(24), 2, 1);
        assertThat(take(device)).isEqualTo("meter1@example.net");
        assertThat(take(device)).isEqualTo("replayed");
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void protectionsOfOneServerShareAFetchAndABudget() {
        grant(Duration.ofHours(24), 1);
        var beside = new PskHandshakes(keys, new Claims());
        assertThat(take(device)).isEqualTo("meter1@example.net");
        assertThat(beside.take(PskHandshakes.hello(device, NAME, NUMBER), HERE))
                .isEqualTo("meter1@example.net");
        assertThat(fetches).isEqualTo(1);

        answer = new RetrievalAnswer.NotYet(3);
        assertThat(stranger(OTHER)).isEqualTo("in 3");
        assertThat(beside.take(new PskHandshakes.Hello(OTHER, NUMBER, NUMBER), ELSEWHERE))
                .isEqualTo("in 3");
        assertThat(stranger(OTHER)).isEqualTo("busy");
        assertThat(fetches).isEqualTo(3);
    }

    /// An HSE asks only about subscribers that the source of a message may be.
    @Test
    void aStrangerWhoNamesAKeyFirstDoesNotMakeItRefused() {
        grant(Duration.ofHours(24), 1);
        answers.put(ELSEWHERE, () -> new RetrievalAnswer.NotAvailable());
        assertThat(stranger(NAME)).isEqualTo("no key");
        assertThat(take(device)).isEqualTo("meter1@example.net");
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForTheFetchOfAStranger() throws Exception {
        grant(Duration.ofHours(24), 1);
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        answers.put(
                ELSEWHERE,
                () -> {
                    asked.countDown();
                    await(answered);
                    return new RetrievalAnswer.NotAvailable();
                });
        Thread stranger = Thread.startVirtualThread(() -> keys.find(NAME, 0, ELSEWHERE).close());
        await(asked);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(take(device)).isEqualTo("meter1@example.net"));
        answered.countDown();
        stranger.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyAnswerOfTheSourceHasItsOwnOutcome() {
        answer = new RetrievalAnswer.NotAuthorised();
        assertThat(take(device)).isEqualTo("not authorised");
        pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        answer = new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME);
        assertThat(take(device)).isEqualTo("other root");
        pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        answer = new RetrievalAnswer.SourceUnavailable(5);
        assertThat(take(device)).isEqualTo("unavailable");
        pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        answer = new RetrievalAnswer.NotAvailable();
        assertThat(take(device)).isEqualTo("no key");
        pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        grant(Duration.ZERO, 1);
        assertThat(take(device)).as("expired when it came").isEqualTo("no key");
    }

    @Test
    void whatIsLentIsItsOwnCopyAndEndsWithTheLookUp() {
        grant(Duration.ofHours(24), 1);
        KeyCache.Found.Keys lent = (KeyCache.Found.Keys) keys.find(NAME, 0, HERE);
        CachedKey key = lent.keys().getFirst();
        grant(Duration.ofHours(24), 3);
        pass(Duration.ofMillis(1));
        keys.find(NAME, 0, HERE).close();
        assertThat(isOpen(made.getFirst())).as("given up by the cache").isFalse();
        assertThat(key.leaf()).as("still lent").isEqualTo(device);
        lent.close();
        assertThat(isOpen(key.leaf())).isFalse();
        assertThat(key.grant().externalIdentifier()).isEqualTo("meter1@example.net");
    }

    @Test
    void aKeyThatIsNotKeptIsWipedAtOnce() {
        grant(Duration.ofHours(24), 1, 2, 3, 4);
        assertThat(take(device)).isEqualTo("meter1@example.net");
        assertThat(made).allMatch(KeyCacheTest::isOpen);
        answer = new RetrievalAnswer.NotAvailable();
        assertThat(stranger(OTHER)).isEqualTo("no key");
        grant(Duration.ofMinutes(5), 7);
        pass(Duration.ofMillis(KeyCache.REFUSED_MS));
        assertThat(stranger(OTHER)).isEqualTo("unproven");
        assertThat(made.stream().filter(KeyCacheTest::isOpen))
                .as("the cache holds one name")
                .hasSize(1);
        pass(Duration.ofMinutes(5));
        answer = new RetrievalAnswer.SourceUnavailable(5);
        assertThat(stranger(OTHER)).isEqualTo("unavailable");
        assertThat(made).as("expired").noneMatch(KeyCacheTest::isOpen);
    }

    /// Only an open secret can be copied.
    private static boolean isOpen(LeafKey leaf) {
        try (Secret _ = leaf.octets().copy()) {
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
