package dev.bestow.wire.north;

import dev.bestow.core.KeyBearing;
import dev.bestow.core.KeyRoot;

import java.util.List;

/// What the operator answers to a [RetrievalRequest].
public sealed interface RetrievalAnswer extends KeyBearing {
    /// More keys than this are never handed out for one name.
    int MAX_KEYS = 4;

    @Override
    default void close() {}

    /// 200: one key, or the few whose RAND ids are equal, among which a MAC decides.
    record Keys(List<RetrievedKey> keys) implements RetrievalAnswer {
        public Keys {
            keys = List.copyOf(keys);
            if (keys.isEmpty() || keys.size() > MAX_KEYS) {
                throw new IllegalArgumentException("an answer has 1 to 4 keys, not " + keys.size());
            }
        }

        @Override
        public void close() {
            keys.forEach(RetrievedKey::close);
        }
    }

    /// 404: no key of this name, or none that is for this application server.
    record NotAvailable() implements RetrievalAnswer {}

    /// 503: the key is there and becomes current soon.
    record NotYet(int retryAfterSeconds) implements RetrievalAnswer {}

    /// 403: this application server may have no keys here.
    record NotAuthorised() implements RetrievalAnswer {}

    /// 409: the operator keeps this subscriber's keys under another root.
    record RootMismatch(KeyRoot asked, KeyRoot held) implements RetrievalAnswer {}

    /// 429: this caller asked too often.
    record TooMany(int retryAfterSeconds) implements RetrievalAnswer {}

    /// 503: whoever keeps the key does not answer.
    record SourceUnavailable(int retryAfterSeconds) implements RetrievalAnswer {}
}
