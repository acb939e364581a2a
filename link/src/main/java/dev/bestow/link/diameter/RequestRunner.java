package dev.bestow.link.diameter;

import dev.bestow.core.ResourceUnavailable;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.ResultCode;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs the handler for the requests of one connection, off its reader.
///
/// Workers are virtual threads that take requests until none is left. Whenever one takes a request and
/// leaves others behind, it makes sure that another worker is on its way; so a handler that blocks holds
/// up nobody, and handlers that do not block run many to a thread, which saves starting one per request.
final class RequestRunner {
    private final DiameterContext context;
    private final Outbox outbox;
    private final String peerHost;
    private final Neighbour neighbour;
    private final ConcurrentLinkedQueue<DiameterMessage> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean workerComing = new AtomicBoolean();

    RequestRunner(DiameterContext context, Outbox outbox, String peerHost, Neighbour neighbour) {
        this.context = context;
        this.outbox = outbox;
        this.peerHost = peerHost;
        this.neighbour = neighbour;
    }

    /// Takes a valid request of any application but the base one, or answers it at once with a refusal.
    /// Reader only; [#wake()] has to follow once the reader has taken all there is.
    void accept(DiameterMessage request) {
        context.count(Counter.REQUESTS_RECEIVED);
        int refusal = refusal(request);
        if (refusal == 0 && inFlight.get() >= context.limits().maxInFlight()) {
            context.count(Counter.TOO_BUSY);
            refusal = ResultCode.TOO_BUSY;
        }
        if (refusal != 0) {
            refuse(request, ErrorAnswer.to(request, context.origin(), refusal));
            return;
        }
        inFlight.getAndIncrement();
        waiting.add(request);
    }

    /// 0, or the Result-Code for a request that is not ours to serve: we are no relay.
    private int refusal(DiameterMessage request) {
        if (!context.config().applications().contains(request.applicationId())) {
            return ResultCode.APPLICATION_UNSUPPORTED;
        }
        AvpCursor avps = request.avps();
        while (avps.next()) {
            if (avps.is(BaseAvps.DESTINATION_HOST) && !isName(avps, context.origin().host())) {
                return ResultCode.UNABLE_TO_DELIVER;
            }
            if (avps.is(BaseAvps.DESTINATION_REALM) && !isName(avps, context.origin().realm())) {
                return ResultCode.REALM_NOT_SERVED;
            }
        }
        return 0;
    }

    private static boolean isName(AvpCursor avp, String name) {
        return avp.isText(name) || name.equalsIgnoreCase(avp.utf8());
    }

    /// Sends a refusal from the reader, which does not wait: an answer a peer does not read is lost.
    void refuse(DiameterMessage request, DiameterMessage answer) {
        assert request.isRequest() : "an answer is never answered";
        context.count(Counter.REFUSED_REQUESTS);
        context.tapSent(peerHost, answer);
        if (!outbox.offer(answer)) {
            context.count(Counter.DROPPED_ANSWERS);
        }
    }

    /// Sees to it that accepted requests are worked on.
    void wake() {
        if (!waiting.isEmpty() && workerComing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("diameter-request").start(this::work);
        }
    }

    private void work() {
        workerComing.set(false);
        for (DiameterMessage request = waiting.poll(); request != null; request = waiting.poll()) {
            wake();
            try {
                long sinceNs = context.nowNs();
                DiameterMessage answer = answer(request);
                context.served(request, answer, sinceNs);
                context.tapSent(peerHost, answer);
                if (!outbox.put(answer, request.hopByHop(), request.endToEnd(), false)) {
                    context.count(Counter.DROPPED_ANSWERS);
                }
            } finally {
                inFlight.getAndDecrement();
            }
        }
    }

    /// Whatever the handler does, there is an answer.
    private DiameterMessage answer(DiameterMessage request) {
        try {
            DiameterMessage answer = served(request);
            if (!answer.isRequest() && answer.commandCode() == request.commandCode()) {
                return answer;
            }
            context.handlerFailed("gave back something else than an answer");
        } catch (DecodeException e) {
            if (e.kind().reaction() == DecodeException.Reaction.ANSWER) {
                context.count(Counter.REFUSED_REQUESTS);
                return ErrorAnswer.to(request, context.origin(), e);
            }
            context.handlerFailed("let a framing failure of other octets escape");
        } catch (ResourceUnavailable e) {
            context.outage(e);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // The text might hold what the request held.
            context.handlerFailed("threw " + e.getClass().getName());
        }
        return ErrorAnswer.to(request, context.origin(), ResultCode.UNABLE_TO_COMPLY);
    }

    /// By the handler, if who asks is who it says and may ask that.
    private DiameterMessage served(DiameterMessage request) {
        return switch (neighbour.origin(request)) {
            case Neighbour.Asked.Falsely(Origin claimed, DecodeException failure) -> {
                String text =
                        ("peer %s may not speak for %s of %s; a relay needs its realms, "
                                        + "or its name among the relays of that peer")
                                .formatted(peerHost, claimed.host(), claimed.realm());
                context.refused(request, new Refusal(Refusal.Kind.ORIGIN, text));
                yield ErrorAnswer.to(request, context.origin(), failure);
            }
            case Neighbour.Asked.By(Requester from) -> {
                Refusal refusal = context.handler().refusal(request, from);
                if (refusal != null) {
                    yield refused(request, refusal);
                }
                DiameterMessage answer = context.handler().handle(request, from);
                yield neighbour.isStill(from) ? answer : refusedToNobody(request);
            }
            case Neighbour.Asked.ByNobody() -> refusedToNobody(request);
        };
    }

    private DiameterMessage refusedToNobody(DiameterMessage request) {
        String text = peerHost + " is no peer any more, or its entry has changed";
        return refused(request, new Refusal(Refusal.Kind.ROLE, text));
    }

    private DiameterMessage refused(DiameterMessage request, Refusal refusal) {
        context.refused(request, refusal);
        return ErrorAnswer.to(request, context.origin(), refusal.kind().resultCode());
    }

    /// Whether every accepted request has been answered.
    boolean isIdle() {
        return inFlight.get() == 0;
    }
}
