package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.DiameterMessage;

import java.util.concurrent.CompletableFuture;

/// A request of ours that waits for its answer. Held by at most one connection at a time.
final class Pending {
    private final DiameterMessage request;
    private final int endToEnd;
    private final Carriage carriage;
    private final long deadlineNs;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private int hopByHop;
    private int attempts;

    Pending(DiameterMessage request, int endToEnd, Carriage carriage, long deadlineNs) {
        this.request = request;
        this.endToEnd = endToEnd;
        this.carriage = carriage;
        this.deadlineNs = deadlineNs;
    }

    DiameterMessage request() {
        return request;
    }

    /// The same on every attempt, so that the answerer can tell a duplicate.
    int endToEnd() {
        return endToEnd;
    }

    /// Whether this is an answer to it.
    boolean isAnsweredBy(DiameterMessage answer) {
        return answer.hopByHop() == hopByHop
                && answer.endToEnd() == endToEnd
                && answer.commandCode() == request.commandCode();
    }

    Carriage carriage() {
        return carriage;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean isExpired(long nowNs) {
        return nowNs - deadlineNs >= 0;
    }

    /// The hop-by-hop identifier on the connection that holds it.
    int hopByHop() {
        return hopByHop;
    }

    void hopByHop(int value) {
        hopByHop = value;
    }

    /// How often it has been put on a connection, this time included.
    int nextAttempt() {
        return ++attempts;
    }

    int attempts() {
        return attempts;
    }

    /// Completes the outcome; stages hung on it run here.

    void end(Outcome how) {
        outcome.complete(how);
    }
}
