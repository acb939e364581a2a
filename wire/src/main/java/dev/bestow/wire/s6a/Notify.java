package dev.bestow.wire.s6a;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;

import java.util.List;

/// NOR and NOA (TS 29.272 clauses 7.2.17 and 7.2.18).
///
/// ```
/// NOR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} {User-Name} *[Supported-Features]
///        [Terminal-Information] [MIP6-Agent-Info] [Visited-Network-Identifier]
///        [Context-Identifier] [Service-Selection] [Alert-Reason] [UE-SRVCC-Capability] [NOR-Flags]
///        [Access-Security] *[Proxy-Info] *[Route-Record]
/// NOA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] [Result-Code] [Experimental-Result]
///        {Auth-Session-State} {Origin-Host} {Origin-Realm} *[Supported-Features] [Failed-AVP]
///        *[Proxy-Info] *[Route-Record]
/// ```
final class Notify extends CommandCodec<NotifyRequest, NotifyAnswer> {
    private final BestowAvps bestow;
    private final AvpDictionary known;
    private final Grammar request;

    Notify(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.NOTIFY, ApplicationId.S6A, Carriage.OPEN);
        this.bestow = bestow;
        this.known = known;
        request =
                requestGrammar(
                        known,
                        List.of(BaseAvps.USER_NAME),
                        List.of(
                                BaseAvps.DESTINATION_HOST,
                                BaseAvps.SERVICE_SELECTION,
                                bestow.accessSecurity));
    }

    @Override
    protected void writeRequest(NotifyRequest nor, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, nor.imsi().digits());
        String apn = nor.apn();
        if (apn != null) {
            out.put(BaseAvps.SERVICE_SELECTION, apn);
        }
        AccessSecurity accessSecurity = nor.accessSecurity();
        if (accessSecurity != null) {
            out.put(bestow.accessSecurity, accessSecurity.encode());
        }
    }

    @Override
    protected NotifyRequest readRequest(AvpCursor avps) {
        Imsi imsi = null;
        String apn = null;
        AccessSecurity accessSecurity = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(BaseAvps.SERVICE_SELECTION)) {
                apn = avps.utf8();
            } else if (avps.is(bestow.accessSecurity)) {
                accessSecurity = AccessSecurity.from(avps);
            }
        }
        request.complete(seen);
        return new NotifyRequest(requireNonNull(imsi), apn, accessSecurity);
    }

    @Override
    protected Result result(NotifyAnswer noa) {
        return switch (noa) {
            case NotifyAnswer.Success() -> Result.SUCCESS;
            case NotifyAnswer.UserUnknown() -> TgppResult.USER_UNKNOWN;
            case NotifyAnswer.UnknownServingNode() -> TgppResult.UNKNOWN_SERVING_NODE;
            case NotifyAnswer.Failed(Result result) -> result;
        };
    }

    @Override
    protected NotifyAnswer failure(Result result) {
        if (result.equals(TgppResult.USER_UNKNOWN)) {
            return new NotifyAnswer.UserUnknown();
        }
        return result.equals(TgppResult.UNKNOWN_SERVING_NODE)
                ? new NotifyAnswer.UnknownServingNode()
                : new NotifyAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(NotifyAnswer noa, MessageBuilder out) {
        // The result says it all.
    }

    @Override
    protected NotifyAnswer readSuccess(AvpCursor avps) {
        known.requireAllKnown(avps);
        return new NotifyAnswer.Success();
    }
}
