package dev.bestow.session.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The cache under a protection that is not Ua: one that wants a pre-shared key for a name, as the store of a DTLS
/// server would, and takes nothing else.
class KeyCacheTest {
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final KeyName NAME = new KeyName.ByRand(RAND.id());
    private static final Octets ASKER = Octets.parseHex("source", "c0000201");
    private static final long MAX_AGE_MS = 600_000;
    private static final long NOW_MS = 1_800_000_000_000L;

    private long passedMs;
    private int fetches;
    private AsKeySource.Fetched answer = new AsKeySource.Fetched.NotAvailable();
    private final KeyCache cache =
            new KeyCache(
                    _ -> {
                        fetches++;
                        return answer;
                    },
                    new Clock() {
                        @Override
                        public long nowMs() {
                            return NOW_MS + passedMs;
                        }

                        @Override
                        public long nowNs() {
                            return passedMs * 1_000_000;
                        }
                    },
                    2,
                    FetchLimits.DEFAULT);

    private static AsKeySource.Fetched keyOf(int value, long livesMs) {
        byte[] octets = new byte[KsAs.OCTETS];
        Arrays.fill(octets, (byte) value);
        return new AsKeySource.Fetched.Keys(
                List.of(
                        new AsKeySource.Candidate(
                                new KsAs(Secret.taking(octets)),
                                RAND,
                                Instant.ofEpochMilli(NOW_MS + livesMs),
                                "meter1@example.net",
                                KeyRoot.CK_IK,
                                true)));
    }

    /// All the other protection does: the first octet of its pre-shared key, or null for an unknown identity.
    private @Nullable Integer preSharedKey(KeyName name) {
        try (KeyCache.Found found = cache.find(name, MAX_AGE_MS, ASKER)) {
            return found instanceof KeyCache.Found.Keys keys
                    ? keys.keys().getFirst().ksAs().octets().use(octets -> (int) octets[0])
                    : null;
        }
    }

    @Test
    void anotherProtectionGetsTheKeyOfANameAndOneFetchServesItAgain() {
        answer = keyOf(7, MAX_AGE_MS);
        assertThat(preSharedKey(NAME)).isEqualTo(7);
        assertThat(preSharedKey(NAME)).isEqualTo(7);
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void aKeyThatHasExpiredIsAskedForAgain() {
        answer = keyOf(7, 1_000);
        assertThat(preSharedKey(NAME)).isEqualTo(7);
        passedMs = 1_000;
        answer = keyOf(8, MAX_AGE_MS);
        assertThat(preSharedKey(NAME)).isEqualTo(8);
        assertThat(fetches).isEqualTo(2);
    }

    static Stream<AsKeySource.Fetched> lasting() {
        return Stream.of(
                new AsKeySource.Fetched.NotAvailable(), new AsKeySource.Fetched.NotAuthorised());
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void aNameWithoutAKeyCostsNoFetchForAMoment(AsKeySource.Fetched nothing) {
        answer = nothing;
        assertThat(preSharedKey(NAME)).isNull();
        answer = keyOf(7, MAX_AGE_MS);
        assertThat(preSharedKey(NAME)).isNull();
        assertThat(fetches).isEqualTo(1);
        passedMs = KeyCache.REFUSED_MS;
        assertThat(preSharedKey(NAME)).isEqualTo(7);
    }

    /// Counted with `-Dbestow.countSecrets=true`, as the build runs tests.
    @Test
    void noCopyOutlivesWhoAskedForIt() {
        answer = keyOf(7, MAX_AGE_MS);
        preSharedKey(NAME);
        long held = Secret.live();
        for (int i = 0; i < 100; i++) {
            preSharedKey(NAME);
        }
        assertThat(Secret.live()).isEqualTo(held);
    }
}
