package dev.bestow.link.coap;

import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// One run with one device: each EAP message is POSTed to the resource that the device named last, repeated until it is
/// answered, and its answer brings the next one. The method is asked on a thread of its own.
final class CoapEapRun {
    private static final Logger LOG = System.getLogger(CoapEapRun.class.getName());
    private static final int TOKEN_OCTETS = 2;

    private final EapMethod.Conversation conversation;
    private final Ports ports;
    private final Consumer<CoapMessage> send;
    private final Consumer<CoapEapCount> ended;
    private String path;
    private @Nullable CoapMessage waitingFor;
    private Timers.@Nullable Timer repeat;
    private Timers.@Nullable Timer expiry;
    private int transmissions;
    private boolean last;
    private boolean busy = true;
    private boolean over;

    /// @param path the resource for the first message
    /// @param ended is told once, when it is over
    CoapEapRun(
            EapMethod.Conversation conversation,
            String path,
            Ports ports,
            Consumer<CoapMessage> send,
            Consumer<CoapEapCount> ended) {
        this.conversation = conversation;
        this.path = path;
        this.ports = ports;
        this.send = send;
        this.ended = ended;
    }

    /// To be called once.
    synchronized void begin() {
        expiry = ports.timers().after(CoapEapLimits.RUN_MS, () -> end(CoapEapCount.EXPIRED));
        aside(() -> new EapMethod.Next(conversation.first(), false));
    }

    /// Takes a message of the device that is no request.
    synchronized void received(CoapMessage message) {
        CoapMessage request = waitingFor;
        if (over || request == null) {
            return;
        }
        boolean sameId = message.messageId() == request.messageId();
        switch (message.type()) {
            case RESET -> {
                if (sameId) {
                    end(CoapEapCount.EXPIRED);
                }
            }
            case ACKNOWLEDGEMENT -> {
                if (sameId && message.code().equals(CoapCode.EMPTY)) {
                    stopRepeating();
                } else if (sameId) {
                    answered(request, message);
                }
            }
            case CONFIRMABLE, NON_CONFIRMABLE -> answered(request, message);
        }
    }

    private void answered(CoapMessage request, CoapMessage response) {
        if (!response.code().isResponse() || !response.token().equals(request.token())) {
            return;
        }
        if (response.type() == CoapType.CONFIRMABLE) {
            send.accept(CoapMessage.acknowledging(response.messageId()));
        }
        waitingFor = null;
        stopRepeating();
        if (last || !response.code().isSuccess()) {
            end(last ? CoapEapCount.ENDED : CoapEapCount.EXPIRED);
            return;
        }
        path = response.path(CoapOption.LOCATION_PATH);
        busy = true;
        aside(() -> conversation.next(response.payload()));
    }

    /// What comes next, found where it may block.
    @FunctionalInterface
    private interface Step {
        EapMethod.@Nullable Next take();
    }

    private void aside(Step step) {
        Thread.ofVirtual()
                .name("eap")
                .start(() -> {
                    EapMethod.Next next = null;
                    try {
                        next = step.take();
                    } catch (RuntimeException e) {
                        LOG.log(Level.ERROR, "an AKA run stopped", e);
                    }
                    taken(next);
                });
    }

    private synchronized void taken(EapMethod.@Nullable Next next) {
        busy = false;
        if (over) {
            conversation.close();
        } else if (next == null) {
            end(CoapEapCount.EXPIRED);
        } else {
            last = next.last();
            post(next.message());
        }
    }

    private void post(Octets message) {
        byte[] token = ByteBuffer.allocate(Integer.BYTES).putInt(ports.entropy().nextInt()).array();
        waitingFor =
                new CoapMessage(
                        CoapType.CONFIRMABLE,
                        CoapCode.POST,
                        ports.entropy().nextInt() & 0xffff,
                        Octets.copyOf(token, 0, TOKEN_OCTETS),
                        CoapOption.path(CoapOption.URI_PATH, path),
                        message);
        transmissions = 0;
        transmit(CoapEapLimits.ANSWER_MS);
    }

    private synchronized void transmit(long waitMs) {
        CoapMessage request = waitingFor;
        if (over || request == null || transmissions == CoapEapLimits.TRANSMISSIONS) {
            return;
        }
        transmissions++;
        send.accept(request);
        repeat = ports.timers().after(waitMs, () -> transmit(2 * waitMs));
    }

    private void stopRepeating() {
        if (repeat != null) {
            repeat.cancel();
        }
    }

    /// Ends it, whatever came of it; idempotent.
    synchronized void end(CoapEapCount outcome) {
        if (over) {
            return;
        }
        over = true;
        stopRepeating();
        if (expiry != null) {
            expiry.cancel();
        }
        if (!busy) {
            conversation.close();
        }
        ended.accept(outcome);
    }
}
