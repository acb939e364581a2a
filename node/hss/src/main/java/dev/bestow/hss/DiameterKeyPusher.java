package dev.bestow.hss;

import dev.bestow.core.Timers;
import dev.bestow.link.diameter.Called;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Pushes over S6t, through a connection that keeps keys confidential. A push nobody answered is
/// repeated for a while after the AIA has gone, because the UE derives the key either way; merging it
/// twice changes nothing.
final class DiameterKeyPusher implements KeyPusher {
    private static final long DEADLINE_MS = 5_000;

    /// Doubles each time: eight repeats in a little over two minutes.
    private static final long FIRST_REPEAT_MS = 500;

    private static final long LAST_REPEAT_MS = 64_000;

    private final CommandCaller caller;
    private final CommandCodec<KeyPush, KeyPushAnswer> codec;
    private final Timers timers;
    private final CommandCaller.To to;

    DiameterKeyPusher(
            CommandCaller caller,
            CommandCodec<KeyPush, KeyPushAnswer> codec,
            Timers timers,
            CommandCaller.To to) {
        this.caller = caller;
        this.codec = codec;
        this.timers = timers;
        this.to = to;
    }

    /// Where keys go.
    static CommandCaller.To to(String scefHost, String realm) {
        return new CommandCaller.To(scefHost, realm, DEADLINE_MS);
    }

    @Override
    public List<@Nullable KeyPushAnswer> push(List<KeyPush> pushes, long waitMs) {
        List<CompletableFuture<KeyPushAnswer>> answers = new ArrayList<>(pushes.size());
        for (KeyPush push : pushes) {
            var answer = new CompletableFuture<KeyPushAnswer>();
            send(push, FIRST_REPEAT_MS, answer);
            answers.add(answer);
        }
        await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)), waitMs);
        List<@Nullable KeyPushAnswer> inTime = new ArrayList<>(answers.size());
        answers.forEach(answer -> inTime.add(answer.getNow(null)));
        return inTime;
    }

    private void send(KeyPush push, long repeatMs, CompletableFuture<KeyPushAnswer> answer) {
        var _ =
                caller.call(codec, push, to)
                        .thenAccept(called -> {
                            switch (called) {
                                case Called.Answered<KeyPushAnswer>(var answered) -> {
                                    push.ks().octets().close();
                                    answer.complete(answered);
                                }
                                case Called.Failed<KeyPushAnswer> _
                                        when repeatMs <= LAST_REPEAT_MS ->
                                        timers.after(
                                                repeatMs, () -> send(push, 2 * repeatMs, answer));
                                case Called.Failed<KeyPushAnswer> _ -> push.ks().octets().close();
                            }
                        });
    }

    private static void await(CompletableFuture<Void> all, long waitMs) {
        try {
            all.get(waitMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The rest goes on without us.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a push never fails exceptionally", e);
        }
    }
}
