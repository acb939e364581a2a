package dev.bestow.hss;

import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Hands keys to one key server, before the vector they belong to leaves, and says later that one of them is in
/// use.
interface KeyPusher {
    /// Pushes all of them. Returns at once.
    Answers push(List<KeyPush> pushes);

    /// Sends a proof. Completes with the answer, or with null when the first attempt found nobody; more follow.
    CompletableFuture<@Nullable KeyPushAnswer> prove(KeyLocationProof proof);

    /// Of pushes under way, in their order.
    @FunctionalInterface
    interface Answers {
        /// Waits until each push is answered, at most `waitMs` milliseconds in all. An element is `null` where nobody
        /// answered in time; the push may still arrive.
        List<@Nullable KeyPushAnswer> within(long waitMs);
    }
}
