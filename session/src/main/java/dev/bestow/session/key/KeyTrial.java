package dev.bestow.session.key;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.Predicate;

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

    /// What a verifier makes with a key that verifies. The asker closes what it gets.
    public interface Made extends AutoCloseable {
        @Override
        void close();
    }

    /// What a trial came to.
    public sealed interface Outcome<T extends Made> {
        /// One key verifies: what the verifier made with it, and what the operator granted with it.
        record Verified<T extends Made>(T made, Grant grant) implements Outcome<T> {}

        /// There are keys, and none verifies.
        record Refuted<T extends Made>() implements Outcome<T> {}

        /// There is no key.
        record Missing<T extends Made>(KeyCache.Found.Nothing why) implements Outcome<T> {}
    }

    /// Tries the keys of `name` one after the other. What is known of them is asked for again, if it is older than a
    /// moment, where none verifies and where the one that does was not granted for this.
    ///
    /// @param source who pays for a fetch, and gets it back if a key verifies
    /// @param verifier gives null for a key that does not verify, and must keep none that it gets
    /// @param fits whether the request may be taken under that grant; the outcome is Verified either way
    public <T extends Made> Outcome<T> of(
            KeyName name,
            Octets source,
            Function<CachedKey, @Nullable T> verifier,
            Predicate<Grant> fits) {
        Tried<T> tried = within(maxAgeMs, name, source, verifier);
        if (tried.ageMs() > REFRESH_AFTER_MS && !tried.isSettled(fits)) {
            tried.close();
            tried = within(REFRESH_AFTER_MS, name, source, verifier);
        }
        if (tried.outcome() instanceof Outcome.Verified<T>) {
            keys.giveBack(source);
        }
        return tried.outcome();
    }

    private record Tried<T extends Made>(Outcome<T> outcome, long ageMs) {
        boolean isSettled(Predicate<Grant> fits) {
            return outcome instanceof Outcome.Verified<T>(_, Grant grant) && fits.test(grant);
        }

        void close() {
            if (outcome instanceof Outcome.Verified<T>(T made, _)) {
                made.close();
            }
        }
    }

    private <T extends Made> Tried<T> within(
            long ageMs, KeyName name, Octets source, Function<CachedKey, @Nullable T> verifier) {
        try (KeyCache.Found found = keys.find(name, ageMs, source)) {
            return switch (found) {
                case KeyCache.Found.Keys some -> new Tried<>(outcome(some, verifier), some.ageMs());
                case KeyCache.Found.Nothing nothing ->
                        new Tried<>(new Outcome.Missing<>(nothing), 0);
            };
        }
    }

    private static <T extends Made> Outcome<T> outcome(
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
