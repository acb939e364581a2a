package dev.bestow.session.ua;

import dev.bestow.session.key.Grant;
import dev.bestow.session.key.KeyTrial;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

/// What key and policy say of a request, before anything is claimed. Owns the keys of [Proven].
sealed interface Verdict extends AutoCloseable {
    /// What verified the request, under the name the request gave its key.
    record Proven(FullName name, Grant grant, LeafKeys leaf) implements KeyTrial.Made {
        @Override
        public void close() {
            leaf.close();
        }
    }

    /// Not taken. With a proven key the refusal can be authenticated.
    record Refuse(RefusalCause cause, int retryAfterSeconds, @Nullable Proven proven)
            implements Verdict {
        @Override
        public void close() {
            if (proven != null) {
                proven.close();
            }
        }
    }

    /// Verified and allowed.
    record Take(Proven proven) implements Verdict {
        @Override
        public void close() {
            proven.close();
        }
    }

    @Override
    void close();
}
