package dev.bestow.session.key;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// Which of the keys of a name a request verifies under. A name is shorter than a key, so it only finds candidates.
/// Thread-safe; may block in the key source.
public final class KeyTrial {
    /// A cached key that does not fit is asked for again when it is older than this: names get new owners. Not sooner,
    /// or strangers could cause a fetch with each datagram.
    private static final long REFRESH_AFTER_MS = 1_000;

    private final KeyCache keys;
    private final long maxAgeMs;

    /// @param maxAgeMs how long a fetched key is used without asking again
    public KeyTrial(KeyCache keys, long maxAgeMs) {
        this.keys = keys;
        this.maxAgeMs = maxAgeMs;
    }

    /// What a trial came to.
    public sealed interface Outcome<T> {
        /// One key verifies: what the verifier made with it, and what the operator granted with it.
        record Verified<T>(T made, Grant grant) implements Outcome<T> {}

        /// There are keys, and none verifies.
        record Refuted<T>() implements Outcome<T> {}

        /// There is no key.
        record Missing<T>(KeyCache.Found.Nothing why) implements Outcome<T> {}
    }

    /// Tries the keys of `name` one after the other.
    ///
    /// @param source who pays for a fetch, and gets it back if a key verifies
    /// @param verifier gives null for a key that does not verify, and must keep none that it gets
    public <T> Outcome<T> of(
            KeyName name, Octets source, Function<CachedKey, @Nullable T> verifier) {
        Tried<T> tried = within(maxAgeMs, name, source, verifier);
        if (tried.outcome() instanceof Outcome.Refuted<T> && tried.ageMs() > REFRESH_AFTER_MS) {
            tried = within(REFRESH_AFTER_MS, name, source, verifier);
        }
        if (tried.outcome() instanceof Outcome.Verified<T>) {
            keys.giveBack(source);
        }
        return tried.outcome();
    }

    private record Tried<T>(Outcome<T> outcome, long ageMs) {}

    private <T> Tried<T> within(
            long ageMs, KeyName name, Octets source, Function<CachedKey, @Nullable T> verifier) {
        try (KeyCache.Found found = keys.find(name, ageMs, source)) {
            return switch (found) {
                case KeyCache.Found.Keys some -> new Tried<>(outcome(some, verifier), some.ageMs());
                case KeyCache.Found.Nothing nothing ->
                        new Tried<>(new Outcome.Missing<>(nothing), 0);
            };
        }
    }

    private static <T> Outcome<T> outcome(
            KeyCache.Found.Keys some, Function<CachedKey, @Nullable T> verifier) {
        for (CachedKey key : some.keys()) {
            T made = verifier.apply(key);
            if (made != null) {
                return new Outcome.Verified<>(made, key.grant());
            }
        }
        return new Outcome.Refuted<>();
    }
}
