package dev.bestow.session.oscore;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.ReceivedCoap;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// A security context as the device keeps it, in memory: never stored, since one that is read twice would use a nonce
/// twice. Thread-safe.
public final class OscoreSession implements AutoCloseable {
    private static final int TOKEN_OCTETS = 2;

    private final SecurityContext context;
    private final @Nullable Octets kidContext;
    private final Secret refusalKey;
    private final Entropy entropy;
    private long nextNumber;
    private boolean over;

    /// @param context this one's from now on, as `refusalKey` is
    /// @param kidContext what requests say beside the kid; null where that is enough
    OscoreSession(
            SecurityContext context,
            @Nullable Octets kidContext,
            Secret refusalKey,
            Entropy entropy) {
        this.context = context;
        this.kidContext = kidContext;
        this.refusalKey = refusalKey;
        this.entropy = entropy;
    }

    /// `message` in a POST, under the next number. Only while [#isOver] is false.
    public synchronized OscoreExchange seal(Plaintext message) {
        if (isOver()) {
            throw new IllegalStateException("session used after its end");
        }
        int messageId = entropy.nextInt() & 0xffff;
        byte[] token = new byte[TOKEN_OCTETS];
        entropy.fill(token);
        var inner =
                new CoapMessage(
                        CoapType.CONFIRMABLE,
                        CoapCode.POST,
                        messageId,
                        Octets.copyOf(token),
                        List.of(),
                        Octets.copyOf(message.toArray()));
        long number = nextNumber++;
        var id = new RequestId(context.ids().sender(), OscoreOption.partialIv(number));
        CoapMessage request = Oscore.protectRequest(inner, context, number, kidContext);
        return new OscoreExchange(this, request, id);
    }

    /// Whether it was closed or its numbers are used up; then another one is begun.
    public synchronized boolean isOver() {
        return over || nextNumber > OscoreOption.MAX_PARTIAL_IV;
    }

    /// What is inside a response, or null where it does not verify or this is closed.
    synchronized @Nullable ReceivedCoap open(CoapMessage response, RequestId request) {
        OscoreOption option =
                response.option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElse(null);
        return over || option == null
                ? null
                : Oscore.openResponse(response, option, context, request);
    }

    /// What an answer in clear says; empty where its tag does not verify or this is closed.
    synchronized Optional<OscoreRefusal> read(CoapMessage refusal, CoapMessage request) {
        return over ? Optional.empty() : OscoreRefusal.read(refusal, request, refusalKey);
    }

    /// Wipes the keys.
    @Override
    public synchronized void close() {
        over = true;
        context.close();
        refusalKey.close();
    }
}
