package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.ResultCode;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What runs over a connection once it is open: requests and answers both ways, and the watchdog.
final class OpenConnection {
    private final DiameterContext context;
    private final PeerTable table;
    private final Connection connection;
    private final Outbox outbox;
    private final RemotePeer peer;
    private final Neighbour neighbour;
    private final Capabilities remote;
    private final Watchdog watchdog;
    private final RequestRunner runner;
    private final PendingRequests pending;
    private volatile boolean givenUp;

    /// When the watchdog's interval began, and how long this one is; sweeper only.
    private long watchdogSinceNs;

    private long watchdogIntervalNs;

    /// @param parts the connection and what it was opened with
    OpenConnection(DiameterContext context, PeerTable table, Opening parts) {
        this.context = context;
        this.table = table;
        this.connection = parts.connection();
        this.outbox = parts.outbox();
        this.peer = parts.peer();
        this.remote = parts.remote();
        this.watchdog = parts.watchdog();
        this.neighbour = parts.neighbour();
        this.runner = new RequestRunner(context, outbox, peer.host(), neighbour);
        this.pending =
                new PendingRequests(
                        context.limits().maxPending(), context.ports().entropy().nextInt());
        this.watchdogSinceNs = context.nowNs();
        this.watchdogIntervalNs = nextInterval();
    }

    /// What a connection brings along when it opens.
    record Opening(
            Connection connection,
            Outbox outbox,
            RemotePeer peer,
            Neighbour neighbour,
            Capabilities remote,
            Watchdog watchdog) {}

    Capabilities remote() {
        return remote;
    }

    /// Whether this connection may carry the request, and how gladly: the lower, the better.
    int reluctance() {
        return switch (watchdog.state()) {
            case OKAY -> 0;
            case REOPEN -> 1;
            case SUSPECT -> 2;
        };
    }

    /// How many requests wait here.
    int pendingCount() {
        return pending.count();
    }

    /// Whether the watchdog gave the connection up.
    boolean isGivenUp() {
        return givenUp;
    }

    boolean isIdle() {
        return pending.isEmpty() && runner.isIdle();
    }

    /// Puts a request on the wire; waits while the peer does not read. False when it could not be, and
    /// then the caller still owns it.
    boolean send(Pending request) {
        if (peer.isRetired() || !pending.add(request)) {
            return false;
        }
        boolean again = request.nextAttempt() > 1;
        context.count(again ? Counter.FAILOVERS : Counter.REQUESTS_SENT);
        context.tapSent(peer.host(), request.request());
        boolean queued =
                outbox.put(request.request(), request.hopByHop(), request.endToEnd(), again);
        // A connection that closed meanwhile may have emptied the ring before this request was in
        // it.
        return (queued && !connection.is(Connection.State.CLOSED)) || !pending.remove(request);
    }

    /// Takes every request that waits here.
    void takePending(Consumer<Pending> taker) {
        pending.takeAll(taker);
    }

    /// A framed message came in. Reader only.
    void receive(DiameterMessage message) {
        boolean base = message.applicationId() == ApplicationId.COMMON;
        boolean request = message.isRequest();
        watchdog.received(base && !request && message.commandCode() == CommandCode.DEVICE_WATCHDOG);
        try {
            message.validate();
        } catch (DecodeException e) {
            if (request) {
                runner.refuse(message, ErrorAnswer.to(message, context.origin(), e));
            } else {
                context.count(Counter.MALFORMED_ANSWERS);
            }
            return;
        }
        context.tapReceived(peer.host(), message);
        if (!request) {
            receiveAnswer(message, base);
        } else if (connection.is(Connection.State.ENDING)) {
            context.count(Counter.REFUSED_REQUESTS);
        } else if (base) {
            receiveBaseRequest(message);
        } else {
            runner.accept(message);
        }
    }

    /// The reader has taken all that one read of the socket brought.
    void batchEnded() {
        runner.wake();
    }

    private void receiveAnswer(DiameterMessage answer, boolean base) {
        if (base) {
            if (answer.commandCode() == CommandCode.DISCONNECT_PEER
                    && (connection.is(Connection.State.LEAVING) || peer.isRetired())) {
                connection.end();
            } else if (answer.commandCode() != CommandCode.DEVICE_WATCHDOG) {
                context.count(Counter.UNSOLICITED_ANSWERS);
            }
            return;
        }
        Pending waiting = pending.take(answer);
        if (waiting == null) {
            context.count(Counter.UNSOLICITED_ANSWERS);
        } else if (peer.isRetired()) {
            waiting.end(new Outcome.Undeliverable(peer.host() + " is no peer any more"));
        } else if (neighbour.mayAnswer(answer, waiting.request())) {
            waiting.end(new Outcome.Answered(answer));
        } else {
            String reason =
                    "an answer through " + peer.host() + " is from somebody who was not asked";
            context.foreignAnswer(reason);
            waiting.end(new Outcome.Foreign(reason));
        }
    }

    private void receiveBaseRequest(DiameterMessage request) {
        DiameterMessage answer;
        try {
            BaseAvps.DICTIONARY.requireKnown(request);
            answer = answer(request);
        } catch (DecodeException e) {
            answer = ErrorAnswer.to(request, context.origin(), e);
        }
        context.tapSent(peer.host(), answer);
        if (request.commandCode() == CommandCode.DISCONNECT_PEER) {
            connection.endWith(answer);
        } else if (!outbox.offer(answer)) {
            context.count(Counter.DROPPED_ANSWERS);
        }
    }

    private DiameterMessage answer(DiameterMessage request) {
        return switch (request.commandCode()) {
            case CommandCode.DEVICE_WATCHDOG -> BaseMessages.success(request, context);
            case CommandCode.CAPABILITIES_EXCHANGE ->
                    Capabilities.answer(
                            request, context, ResultCode.SUCCESS, connection.localAddress());
            case CommandCode.DISCONNECT_PEER -> {
                AvpCursor cause = request.require(BaseAvps.DISCONNECT_CAUSE);
                peer.leaving(cause.integer32());
                yield BaseMessages.success(request, context);
            }
            default -> ErrorAnswer.to(request, context.origin(), ResultCode.COMMAND_UNSUPPORTED);
        };
    }

    /// Deadlines of requests, and the watchdog.
    void sweep(long nowNs, long lastReadNs) {
        pending.takeExpired(nowNs, this::timeOut);
        long quietSinceNs = lastReadNs - watchdogSinceNs > 0 ? lastReadNs : watchdogSinceNs;
        if (nowNs - quietSinceNs >= watchdogIntervalNs) {
            watchdogSinceNs = nowNs;
            watchdogIntervalNs = nextInterval();
            act(watchdog.expired());
        }
    }

    /// On a thread of its own: whoever hangs a stage on the outcome must not hold up the sweeper.
    private void timeOut(Pending request) {
        context.count(Counter.TIMED_OUT);
        Thread.ofVirtual()
                .name("diameter-timeout")
                .start(() -> request.end(new Outcome.TimedOut()));
    }

    private void act(Watchdog.Action action) {
        switch (action) {
            case NOTHING -> {}
            case SEND_REQUEST -> {
                DiameterMessage request = BaseMessages.watchdogRequest(context);
                context.tapSent(peer.host(), request);
                outbox.offer(request);
            }
            case FAIL_OVER -> table.failOver(this);
            case CLOSE -> {
                givenUp = true;
                context.count(Counter.WATCHDOG_CLOSES);
                connection.close();
            }
        }
    }

    private long nextInterval() {
        long jitterMs = context.limits().watchdogJitterMs();
        long offsetMs =
                Math.floorMod(context.ports().entropy().nextInt(), 2 * jitterMs + 1) - jitterMs;
        return TimeUnit.MILLISECONDS.toNanos(context.limits().watchdogMs() + offsetMs);
    }

    /// Sends DPR; the connection says when.
    void leave() {
        outbox.offer(disconnectRequest(BaseMessages.CAUSE_REBOOTING));
    }

    /// A DPR that is sent now.
    DiameterMessage disconnectRequest(int cause) {
        DiameterMessage request = BaseMessages.disconnectRequest(context, cause);
        context.tapSent(peer.host(), request);
        return request;
    }

    /// The connection is open and its CEA on its way. After a failure the first of three watchdogs
    /// goes out at once.
    void opened() {
        if (watchdog.state() == Watchdog.State.REOPEN) {
            act(watchdog.expired());
        }
    }

    /// Looks at every request that waits here, without taking it.
    void eachPending(Consumer<Pending> reader) {
        pending.each(reader);
    }

    /// Takes this very request; false when its answer was quicker.
    boolean take(Pending request) {
        return pending.remove(request);
    }

    /// Whether this connection may carry the request and its answer.
    boolean carries(Pending request) {
        return neighbour.hop().carries(request.carriage());
    }

    /// Why this connection does not carry a command that needs a better one, and what to do.
    String unfitness(String command) {
        return neighbour.hop().confidential()
                ? "%s must not pass relay %s; connect the two nodes, or set keysThroughRelay there"
                        .formatted(command, peer.host())
                : "TLS is required to send %s to %s, and the connection is in clear"
                        .formatted(command, peer.host());
    }

    /// Whether it is configured as a way to this realm.
    boolean routesTo(String realm) {
        return peer.config().realms().contains(realm);
    }
}
