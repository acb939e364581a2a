package dev.bestow.ue.run;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Timers;
import dev.bestow.link.coap.CoapEapLimits;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The device's side of CoAP-EAP (RFC 9820): asks for a run, shows that it reads what it is sent (RFC 9175),
/// and answers what the EMKS then POSTs to the resource that it named last. One run, one use.
///
/// The request that asks is not confirmable and wants no answer that all is well: the first POST is the answer. It goes
/// again, with a doubling wait, until that comes.
public final class OwnRun implements AutoCloseable {
    private static final String TRIGGER = "/.well-known/coap-eap";
    private static final int TOKEN_OCTETS = 2;

    /// Cookies that are taken of one EMKS; a second one comes when the first grew old on the way.
    private static final int MAX_COOKIES = 3;

    /// How long it is waited for.
    private static final long LAST_WORD_MS = 4_000;

    private final EapAkaPeer peer;
    private final Entropy entropy;
    private final Timers timers;
    private final CompletableFuture<OwnRunOutcome> result = new CompletableFuture<>();
    private final Octets token;
    private @Nullable Octets cookie;
    private int cookies;
    private Timers.@Nullable Timer timer;
    private int resource;
    private @Nullable CoapMessage lastAnswer;
    private @Nullable Consumer<byte[]> send;

    /// @param peer closed with this
    public OwnRun(EapAkaPeer peer, Entropy entropy, Timers timers) {
        this.peer = peer;
        this.entropy = entropy;
        this.timers = timers;
        byte[] octets = new byte[TOKEN_OCTETS];
        entropy.fill(octets);
        token = Octets.copyOf(octets);
    }

    /// Asks for the first time.
    ///
    /// @param towards sends a datagram to the EMKS, or loses it
    /// @param answerMs wait before it asks again; doubles
    public synchronized CompletableFuture<OwnRunOutcome> start(
            Consumer<byte[]> towards, long answerMs) {
        send = towards;
        endAfter(2 * CoapEapLimits.RUN_MS);
        ask(answerMs);
        return result;
    }

    private void endAfter(long delayMs) {
        timers.after(
                delayMs,
                () -> {
                    OwnRunOutcome outcome = peer.outcome();
                    result.complete(outcome == null ? new OwnRunOutcome.NoAnswer() : outcome);
                });
    }

    private synchronized void ask(long waitMs) {
        if (result.isDone() || hasBegun()) {
            return;
        }
        trigger();
        timer = timers.after(waitMs, () -> ask(2 * waitMs));
    }

    private boolean hasBegun() {
        return resource > 0;
    }

    private void trigger() {
        List<CoapOption> options = new ArrayList<>(CoapOption.path(CoapOption.URI_PATH, TRIGGER));
        options.add(CoapOption.NO_SUCCESS_RESPONSE);
        Octets shown = cookie;
        if (shown != null) {
            options.add(new CoapOption(CoapOption.ECHO, shown));
        }
        transmit(
                new CoapMessage(
                        CoapType.NON_CONFIRMABLE,
                        CoapCode.POST,
                        messageId(),
                        token,
                        options,
                        Octets.copyOf(path().getBytes(StandardCharsets.US_ASCII))));
    }

    private String path() {
        return "/" + resource;
    }

    /// Takes a datagram of the EMKS. Blocks for as long as the card takes.
    public synchronized void received(byte[] datagram) {
        if (!(CoapCodec.decode(datagram) instanceof CoapMessage message) || result.isDone()) {
            return;
        }
        if (message.code().isRequest()) {
            posted(message);
        } else if (message.token().equals(token) && !hasBegun()) {
            message.option(CoapOption.ECHO).ifPresent(this::challenged);
        }
    }

    private void challenged(Octets echo) {
        Octets shown = cookie;
        boolean isAnother = shown == null || !shown.equals(echo);
        if (isAnother && cookies < MAX_COOKIES) {
            cookies++;
            cookie = echo;
            trigger();
        }
    }

    private void posted(CoapMessage request) {
        CoapMessage before = lastAnswer;
        if (before != null && before.messageId() == request.messageId()) {
            transmit(before);
            return;
        }
        if (!request.code().equals(CoapCode.POST)
                || request.type() != CoapType.CONFIRMABLE
                || request.hasUnknownCriticalOption()
                || !request.path(CoapOption.URI_PATH).equals(path())) {
            transmit(CoapMessage.resetting(request.messageId()));
            return;
        }
        resource++;
        if (timer != null) {
            timer.cancel();
        }
        answer(request, peer.on(request.payload()));
        end(peer.outcome());
    }

    /// A run that fails has a last word of the EMKS to come, which would be repeated if nobody answered it.
    private void end(@Nullable OwnRunOutcome outcome) {
        if (outcome == null) {
            return;
        }
        if (!peer.isOver()) {
            endAfter(LAST_WORD_MS);
        } else if (!result.complete(outcome) && outcome instanceof OwnRunOutcome.Agreed agreed) {
            agreed.key().close();
        }
    }

    private void answer(CoapMessage request, @Nullable Octets response) {
        var answer =
                response == null
                        ? CoapMessage.responding(
                                request, messageId(), CoapCode.CHANGED, List.of(), Octets.EMPTY)
                        : CoapMessage.responding(
                                request,
                                messageId(),
                                CoapCode.CREATED,
                                CoapOption.path(CoapOption.LOCATION_PATH, path()),
                                response);
        lastAnswer = answer;
        transmit(answer);
    }

    private int messageId() {
        return entropy.nextInt() & 0xffff;
    }

    private void transmit(CoapMessage message) {
        if (send != null) {
            send.accept(CoapCodec.encode(message));
        }
    }

    /// Wipes what is left of it.
    @Override
    public synchronized void close() {
        peer.close();
    }
}
