package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.session.oscore.SecurityContext.RequestId;
import dev.bestow.session.ua.Journey;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.coap.ReceivedCoap;

import java.util.List;
import java.util.Objects;

/// What a device with the key could send that ours does not.
final class Contexts {
    static final IdContext NAME =
            new IdContext(
                    Journey.BY_RAND.keyName(), Octets.parseHex("RAND_AS", "0102030405060708"));

    private Contexts() {}

    static SecurityContext ofDevice(String leaf, IdContext name) {
        Secret master = ProtocolKey.from(Journey.ksAs(leaf), UaProtocolId.OSCORE).octets();
        return SecurityContext.derive(
                new SecurityContext.Master(master, Octets.EMPTY, name.encode()),
                SecurityContext.Ids.CLIENT);
    }

    static CoapMessage request(CoapCode code, List<CoapOption> options) {
        return new CoapMessage(
                CoapType.CONFIRMABLE,
                code,
                7,
                Octets.parseHex("token", "cafe"),
                options,
                Octets.EMPTY);
    }

    /// With every option inside, those too that belong outside.
    static CoapMessage protect(CoapMessage inner, SecurityContext context, long number) {
        Octets partialIv = OscoreOption.partialIv(number);
        Octets kid = context.ids().sender();
        return new CoapMessage(
                inner.type(),
                CoapCode.POST,
                inner.messageId(),
                inner.token(),
                List.of(
                        new CoapOption(
                                CoapOption.OSCORE,
                                new OscoreOption(partialIv, NAME.encode(), kid).encode())),
                context.seal(
                        partialIv, new RequestId(kid, partialIv), CoapCodec.encodeInner(inner)));
    }

    static CoapMessage inside(CoapMessage response, SecurityContext context, long number) {
        OscoreOption option =
                response.option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElseThrow();
        ReceivedCoap inner =
                Oscore.openResponse(
                        response,
                        option,
                        context,
                        new RequestId(context.ids().sender(), OscoreOption.partialIv(number)));
        return (CoapMessage) Objects.requireNonNull(inner, "it verifies");
    }
}
