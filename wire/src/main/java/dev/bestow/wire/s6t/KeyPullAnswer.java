package dev.bestow.wire.s6t;

import dev.bestow.core.KeyBearing;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;

/// What an HSS says to a [KeyPull], in the Configuration-Information-Answer (CIA, 8388718).
public sealed interface KeyPullAnswer {
    /// The key with all that a push says of it; null where there is none.
    default @Nullable KeyPush pushed() {
        return null;
    }

    /// What was, or should have been, pushed: the key itself is derived again.
    record Key(KeyPush push) implements KeyPullAnswer, KeyBearing {
        @Override
        public KeyPush pushed() {
            return push;
        }

        @Override
        public void close() {
            push.key().close();
        }
    }

    /// This HSS has issued no such vector lately, or the key may not be had any more.
    record UnknownKey() implements KeyPullAnswer {}

    /// DIAMETER_SUCCESS without our answer AVP, or a peer of another vendor id: it gives no keys.
    record NotSupported() implements KeyPullAnswer {}

    /// Any other result but success.
    record Refused(Result result) implements KeyPullAnswer {}
}
