package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.ReceivedCoap;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// CoAP messages to OSCORE messages and back (RFC 8613 clause 8).
///
/// ```
/// outside   POST or 2.04 | options for proxies | OSCORE option | FF | ciphertext
/// inside    the real code | every other option | FF | payload
/// ```
///
/// Observe and the block options of both places are not sent; a response of a server that observes is not asked for.
final class Oscore {
    private Oscore() {}

    /// @param kidContext null where the peer finds the context without
    static CoapMessage protectRequest(
            CoapMessage request,
            SecurityContext context,
            long number,
            @Nullable Octets kidContext) {
        Octets partialIv = OscoreOption.partialIv(number);
        Octets kid = context.ids().sender();
        return protect(
                request,
                CoapCode.POST,
                new OscoreOption(partialIv, kidContext, kid),
                context.seal(partialIv, new RequestId(kid, partialIv), inner(request)));
    }

    /// With a Partial IV of the server's own: one nonce answers a request once, and however often it is answered.
    static CoapMessage protectResponse(
            CoapMessage response, SecurityContext context, long number, RequestId request) {
        Octets partialIv = OscoreOption.partialIv(number);
        return protect(
                response,
                CoapCode.CHANGED,
                new OscoreOption(partialIv, null, null),
                context.seal(partialIv, request, inner(response)));
    }

    private static byte[] inner(CoapMessage message) {
        return CoapCodec.encodeInner(
                new CoapMessage(
                        message.type(),
                        message.code(),
                        message.messageId(),
                        message.token(),
                        message.options().stream().filter(option -> !option.isOuter()).toList(),
                        message.payload()));
    }

    private static CoapMessage protect(
            CoapMessage message, CoapCode outerCode, OscoreOption option, Octets ciphertext) {
        List<CoapOption> outer =
                new ArrayList<>(message.options().stream().filter(CoapOption::isOuter).toList());
        outer.add(new CoapOption(CoapOption.OSCORE, option.encode()));
        return new CoapMessage(
                message.type(), outerCode, message.messageId(), message.token(), outer, ciphertext);
    }

    /// What is in a request, or null where it is not the peer's.
    static @Nullable ReceivedCoap openRequest(
            CoapMessage request, OscoreOption option, SecurityContext context) {
        var id = new RequestId(context.ids().recipient(), option.partialIv());
        byte[] content = context.open(option.partialIv(), id, request.payload());
        return content == null ? null : CoapCodec.decodeInner(content, request);
    }

    /// What is in the response to `request`, or null where it is not the peer's.
    static @Nullable ReceivedCoap openResponse(
            CoapMessage response, OscoreOption option, SecurityContext context, RequestId request) {
        byte[] content =
                option.partialIv().length() == 0
                        ? context.openUnderRequest(request, response.payload())
                        : context.open(option.partialIv(), request, response.payload());
        return content == null ? null : CoapCodec.decodeInner(content, response);
    }
}
