package dev.bestow.session.ua;

import dev.bestow.session.key.Grant;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

/// What key and policy say of a request, before anything is claimed. Owns the keys of [Proven].
sealed interface Verdict extends AutoCloseable {
    /// What verified the request, under the name the request gave its key.
    record Proven(FullName name, Grant grant, LeafKeys leaf) {}

    /// Not taken. With a proven key the refusal can be authenticated. `ageMs` is the age of the
    /// knowledge it rests on, 0 when that is fresh.
    record Refuse(RefusalCause cause, int retryAfterSeconds, long ageMs, @Nullable Proven proven)
            implements Verdict {
        @Override
        public void close() {
            if (proven != null) {
                proven.leaf().close();
            }
        }
    }

    /// Verified and allowed.
    record Take(Proven proven) implements Verdict {
        @Override
        public void close() {
            proven.leaf().close();
        }
    }

    /// What verified the request, or null when nothing did.
    @Nullable Proven proven();

    @Override
    void close();
}
