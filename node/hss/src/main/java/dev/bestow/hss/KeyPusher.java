package dev.bestow.hss;

import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Hands keys to whoever the row names, before the vector they belong to leaves.
@FunctionalInterface
interface KeyPusher {
    /// Pushes all of them and waits until each is answered, at most `waitMs` milliseconds in all. An
    /// element of the answer is `null` where nobody answered in time; the push may still arrive.
    List<@Nullable KeyPushAnswer> push(List<KeyPush> pushes, long waitMs);
}
