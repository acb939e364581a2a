package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.session.ua.AsApplication;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.ReceivedCoap;
import dev.bestow.wire.coap.UndecodableCoap;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is inside protected requests, and what answers it. There is one resource, `/`, which takes a POST; what else
/// comes gets the error that RFC 7252 clause 5.9 has for it, protected like every answer:
///
/// | inside | answer |
/// |---|---|
/// | POST / | 2.04 and what the application says |
/// | POST of another path | 4.04 |
/// | another method | 4.05 |
/// | a critical option that is not understood, Block1 and Block2 among them | 4.02 |
/// | no request | 4.00 |
///
/// Observe is elective and not honoured: a response then has none (RFC 7641 clause 4.1).
final class InnerRequests {
    private final AsApplication application;

    InnerRequests(AsApplication application) {
        this.application = application;
    }

    /// The answer, still in clear. May block in the application.
    ///
    /// @param carrier what had it inside
    /// @param messageId of an answer that is no acknowledgement
    CoapMessage answer(
            ServerContext context, CoapMessage carrier, ReceivedCoap inner, int messageId) {
        CoapCode refusal = refusal(inner);
        if (refusal != null || !(inner instanceof CoapMessage request)) {
            CoapCode code = refusal == null ? CoapCode.BAD_REQUEST : refusal;
            return CoapMessage.responding(carrier, messageId, code, List.of(), Octets.EMPTY);
        }
        Plaintext downlink =
                application.answer(
                        context.held().grant().externalIdentifier(),
                        context.held().name(),
                        Plaintext.copyOf(request.payload().toArray()));
        Octets payload = downlink == null ? Octets.EMPTY : Octets.copyOf(downlink.toArray());
        return CoapMessage.responding(carrier, messageId, CoapCode.CHANGED, List.of(), payload);
    }

    private static @Nullable CoapCode refusal(ReceivedCoap inner) {
        return switch (inner) {
            case UndecodableCoap _ -> CoapCode.BAD_REQUEST;
            case CoapMessage request -> {
                if (!request.code().isRequest()) {
                    yield CoapCode.BAD_REQUEST;
                }
                if (request.hasUnknownCriticalOption()) {
                    yield CoapCode.BAD_OPTION;
                }
                if (!request.path(CoapOption.URI_PATH).isEmpty()) {
                    yield CoapCode.NOT_FOUND;
                }
                yield request.code().equals(CoapCode.POST) ? null : CoapCode.METHOD_NOT_ALLOWED;
            }
        };
    }
}
