package dev.bestow.session.oscore;

import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.UndecodableCoap;
import dev.bestow.wire.ua.RefusalCause;

/// A protected request on its way, which takes one response: one that verifies under its own context and for its own
/// number, whatever token came with it. Thread-safe.
public final class OscoreExchange {
    private final OscoreSession session;
    private final CoapMessage request;
    private final RequestId id;
    private boolean over;

    OscoreExchange(OscoreSession session, CoapMessage request, RequestId id) {
        this.session = session;
        this.request = request;
        this.id = id;
    }

    /// What to send, and to send again: the same octets every time.
    public byte[] datagram() {
        return CoapCodec.encode(request);
    }

    /// Reads a datagram of the server; whatever the octets, it answers with a value. After a refusal the request stays
    /// pending, since one in clear proves nothing.
    public synchronized OscoreOutcome open(byte[] received) {
        return switch (CoapCodec.decode(received)) {
            case UndecodableCoap undecodable ->
                    new OscoreOutcome.Invalid("no CoAP message: " + undecodable.reason());
            case CoapMessage message when over || !message.isResponseTo(request) ->
                    new OscoreOutcome.NotForMe();
            case CoapMessage message when message.option(CoapOption.OSCORE).isPresent() ->
                    response(message);
            case CoapMessage message -> refusal(message);
        };
    }

    private OscoreOutcome response(CoapMessage response) {
        return switch (session.open(response, id)) {
            case null -> new OscoreOutcome.Invalid("the response does not verify");
            case UndecodableCoap undecodable ->
                    new OscoreOutcome.Invalid("no CoAP inside: " + undecodable.reason());
            case CoapMessage inner when inner.code().isSuccess() -> {
                over = true;
                yield new OscoreOutcome.Delivered(Plaintext.copyOf(inner.payload().toArray()));
            }
            // An error that the server protected: it has the key, and takes no such request.
            case CoapMessage _ ->
                    new OscoreOutcome.RefusedBy(RefusalCause.FORM_NOT_ALLOWED, 0, true);
        };
    }

    private OscoreOutcome refusal(CoapMessage message) {
        if (message.code().isSuccess()) {
            return new OscoreOutcome.Invalid("a response in clear");
        }
        return session.read(message, request)
                .<OscoreOutcome>map(refusal ->
                        new OscoreOutcome.RefusedBy(
                                refusal.cause(),
                                refusal.retryAfterSeconds(),
                                refusal.authenticated()))
                .orElseGet(() -> new OscoreOutcome.Invalid("tag of the refusal does not verify"));
    }
}
