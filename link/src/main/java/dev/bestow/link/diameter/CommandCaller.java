package dev.bestow.link.diameter;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Calls commands of other nodes, as records. Thread-safe.
public final class CommandCaller {
    private final DiameterNode node;
    private final Origin origin;
    private final SessionIds sessions;

    /// Where a request goes and how long it may take.
    ///
    /// @param host Destination-Host, or null when any node of the realm may answer
    public record To(@Nullable String host, String realm, long deadlineMs) {}

    public CommandCaller(DiameterNode node, Origin origin, SessionIds sessions) {
        this.node = node;
        this.origin = origin;
        this.sessions = sessions;
    }

    /// Sends over a connection that may carry the command. Does not block, and never completes exceptionally.
    public <Q, A> CompletableFuture<CallResult<A>> call(
            CommandCodec<Q, A> codec, Q request, To to) {
        var envelope =
                new Envelope(sessions.next(), origin.host(), origin.realm(), to.host(), to.realm());
        return node.send(codec.encodeRequest(request, envelope), to.deadlineMs(), codec.carriage())
                .thenApply(outcome -> read(codec, outcome));
    }

    /// Asks one after the other until one says what is wanted. When none does, the result is a failure if one of them
    /// has not answered, who might have. Blocks.
    public <Q, A> CallResult<A> callEach(
            CommandCodec<Q, A> codec, Q request, List<To> peers, Predicate<A> wanted) {
        CallResult<A> result = new CallResult.Failed<>("there is nobody to ask");
        boolean failed = false;
        for (To peer : peers) {
            CallResult<A> next = call(codec, request, peer).join();
            if (next instanceof CallResult.Answered<A>(A answer) && wanted.test(answer)) {
                return next;
            }
            result = failed ? result : next;
            failed |= next instanceof CallResult.Failed;
        }
        return result;
    }

    private static <Q, A> CallResult<A> read(CommandCodec<Q, A> codec, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> {
                try {
                    yield new CallResult.Answered<>(codec.decodeAnswer(answer));
                } catch (DecodeException | InvalidValue e) {
                    yield new CallResult.Failed<>("unreadable answer: " + e.getMessage());
                }
            }
            case Outcome.Undeliverable(var reason) -> new CallResult.Failed<>(reason);
            case Outcome.Foreign(var reason) -> new CallResult.Failed<>(reason);
            case Outcome.TimedOut() -> new CallResult.Failed<>("no answer in time");
        };
    }
}
