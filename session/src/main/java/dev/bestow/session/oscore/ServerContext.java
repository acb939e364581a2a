package dev.bestow.session.oscore;

import dev.bestow.session.key.Grant;
import dev.bestow.session.key.HeldGrant;
import dev.bestow.session.ua.ReplayWindow;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.ReceivedCoap;

import org.jspecify.annotations.Nullable;

/// A security context as the server keeps it: its end of the keys, whose it is, which requests it took, and the last
/// response, which a repeated request gets again. Every number is used once, since a context is made once: what makes
/// it is claimed. Thread-safe.
final class ServerContext implements AutoCloseable {
    private final SecurityContext context;
    private final ContextName name;
    private final HeldGrant held;
    private final ReplayWindow window = new ReplayWindow();
    private long nextNumber;
    private long answeredNumber = -1;
    private @Nullable CoapMessage answer;
    private boolean over;

    /// @param context this one's from now on
    ServerContext(SecurityContext context, ContextName name, Grant grant) {
        this.context = context;
        this.name = name;
        this.held = new HeldGrant(name.key(), grant);
    }

    /// What becomes of a request that verified.
    sealed interface Admission {
        /// Its number is taken with this: deliver it.
        record Fresh() implements Admission {}

        /// Its number was taken before. The response is null where it is not the last one, or not there yet.
        record Repeated(@Nullable CoapMessage response) implements Admission {}
    }

    HeldGrant held() {
        return held;
    }

    ContextName name() {
        return name;
    }

    /// What is inside; null where it does not verify, and once this is closed. Changes nothing.
    synchronized @Nullable ReceivedCoap open(OscoreRequest request) {
        return over ? null : request.open(context);
    }

    /// To be called once the request has verified: only then its number counts.
    synchronized Admission admit(OscoreRequest request) {
        long number = request.option().number();
        if (window.isTaken(number)) {
            return new Admission.Repeated(number == answeredNumber ? answer : null);
        }
        window.take(number);
        return new Admission.Fresh();
    }

    /// Protects `response` under a number of its own, and keeps it for repeats of the request unless a later one was
    /// answered meanwhile. Null once this is closed or its numbers are used up.
    synchronized @Nullable CoapMessage seal(CoapMessage response, OscoreRequest request) {
        if (over || nextNumber > OscoreOption.MAX_PARTIAL_IV) {
            return null;
        }
        CoapMessage sealed = Oscore.protectResponse(response, context, nextNumber++, request.id());
        long number = request.option().number();
        if (number > answeredNumber) {
            answeredNumber = number;
            answer = sealed;
        }
        return sealed;
    }

    /// Wipes the keys.
    @Override
    public synchronized void close() {
        over = true;
        context.close();
    }
}
