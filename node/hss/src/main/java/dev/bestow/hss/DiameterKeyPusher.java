package dev.bestow.hss;

import dev.bestow.core.Timers;
import dev.bestow.hss.trace.Said;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Pushes over S6t, through a connection that keeps keys confidential. A push or a proof nobody answered is
/// repeated for a while, a push also after the AIA has gone, because the UE derives the key either way; merging it
/// twice changes nothing. A restart of the HSS ends that.
///
/// An AIA waits only where an answer can be expected: not for a push that could not be sent, and, once
/// [#PATIENCE] waits in a row were in vain, for none until a push is answered again.
final class DiameterKeyPusher implements KeyPusher {
    private static final long DEADLINE_MS = 5_000;

    /// Doubles each time: eight repeats in a little over two minutes.
    private static final long FIRST_REPEAT_MS = 500;

    private static final long LAST_REPEAT_MS = 64_000;

    /// A burst may make one answer late; three in a row mean that nobody is there.
    private static final int PATIENCE = 3;

    private final CommandCaller caller;
    private final CommandCodec<KeyNotification, KeyPushAnswer> codec;
    private final Timers timers;
    private final CommandCaller.To to;
    private final Told told;
    private final AtomicInteger waitsInVain = new AtomicInteger();

    /// Hears of each answer, in time or not, and of each failure.
    @FunctionalInterface
    interface Told {
        void told(KeyNotification notification, Said said);
    }

    DiameterKeyPusher(
            CommandCaller caller,
            CommandCodec<KeyNotification, KeyPushAnswer> codec,
            Timers timers,
            CommandCaller.To to,
            Told told) {
        this.caller = caller;
        this.codec = codec;
        this.timers = timers;
        this.to = to;
        this.told = told;
    }

    /// Where keys go.
    static CommandCaller.To to(String host, String realm) {
        return new CommandCaller.To(host, realm, DEADLINE_MS);
    }

    @Override
    public Answers push(List<KeyPush> pushes) {
        List<CompletableFuture<@Nullable KeyPushAnswer>> answers = new ArrayList<>(pushes.size());
        for (KeyPush push : pushes) {
            var answer = new CompletableFuture<@Nullable KeyPushAnswer>();
            send(push, FIRST_REPEAT_MS, answer);
            answers.add(answer);
        }
        return waitMs -> inTime(answers, waitMs);
    }

    private List<@Nullable KeyPushAnswer> inTime(
            List<CompletableFuture<@Nullable KeyPushAnswer>> answers, long waitMs) {
        if (waitsInVain.get() < PATIENCE) {
            await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)), waitMs);
        }
        List<@Nullable KeyPushAnswer> inTime = new ArrayList<>(answers.size());
        answers.forEach(answer -> inTime.add(answer.getNow(null)));
        return inTime;
    }

    @Override
    public CompletableFuture<@Nullable KeyPushAnswer> prove(KeyLocationProof proof) {
        var answer = new CompletableFuture<@Nullable KeyPushAnswer>();
        send(proof, FIRST_REPEAT_MS, answer);
        return answer;
    }

    /// `answer` completes with the answer, or with null once the first attempt has failed.
    private void send(
            KeyNotification notification,
            long repeatMs,
            CompletableFuture<@Nullable KeyPushAnswer> answer) {
        var _ =
                caller.call(codec, notification, to)
                        .thenAccept(called -> {
                            switch (called) {
                                case CallResult.Answered<KeyPushAnswer>(var answered) -> {
                                    wipe(notification);
                                    waitsInVain.set(0);
                                    told.told(notification, Said.of(answered));
                                    answer.complete(answered);
                                }
                                case CallResult.Failed<KeyPushAnswer>(String reason)
                                        when repeatMs <= LAST_REPEAT_MS -> {
                                    told.told(notification, new Said.Nothing(reason, true));
                                    answer.complete(null);
                                    timers.after(
                                            repeatMs,
                                            () -> send(notification, 2 * repeatMs, answer));
                                }
                                case CallResult.Failed<KeyPushAnswer>(String reason) -> {
                                    wipe(notification);
                                    told.told(notification, new Said.Nothing(reason, false));
                                }
                            }
                        });
    }

    private static void wipe(KeyNotification notification) {
        if (notification instanceof KeyPush push) {
            push.key().close();
        }
    }

    private void await(CompletableFuture<Void> all, long waitMs) {
        try {
            all.get(waitMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The rest goes on without us.
            waitsInVain.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a push never fails exceptionally", e);
        }
    }
}
