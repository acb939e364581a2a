package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.PUA_FLAGS;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
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

/// PUR and PUA (TS 29.272 clauses 7.2.13 and 7.2.14).
///
/// ```
/// PUR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} [Destination-Host] {Destination-Realm} {User-Name} [PUR-Flags]
///        *[Supported-Features] *[Proxy-Info] *[Route-Record]
/// PUA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] *[Supported-Features] [Result-Code]
///        [Experimental-Result] {Auth-Session-State} {Origin-Host} {Origin-Realm} [PUA-Flags]
///        [Failed-AVP] *[Proxy-Info] *[Route-Record]
/// ```
final class PurgeUe extends CommandCodec<PurgeUeRequest, PurgeUeAnswer> {
    /// PUA-Flags bit 0.
    private static final int FREEZE_M_TMSI = 1;

    private final Grammar request;
    private final Grammar answer;

    PurgeUe(AvpDictionary known) {
        super(CommandCode.PURGE_UE, ApplicationId.S6A, Carriage.OPEN);
        request =
                requestGrammar(
                        known, List.of(BaseAvps.USER_NAME), List.of(BaseAvps.DESTINATION_HOST));
        answer = Grammar.of(known, List.of(), List.of(PUA_FLAGS));
    }

    @Override
    protected void writeRequest(PurgeUeRequest pur, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        out.put(BaseAvps.USER_NAME, pur.imsi().digits());
    }

    @Override
    protected PurgeUeRequest readRequest(AvpCursor avps) {
        return new PurgeUeRequest(CoreValues.userName(request, avps));
    }

    @Override
    protected Result result(PurgeUeAnswer pua) {
        return switch (pua) {
            case PurgeUeAnswer.Success _ -> Result.SUCCESS;
            case PurgeUeAnswer.UserUnknown _ -> TgppResult.USER_UNKNOWN;
            case PurgeUeAnswer.Failed failed -> Result.of(failed.resultCode());
        };
    }

    @Override
    protected PurgeUeAnswer failure(Result result) {
        return result.equals(TgppResult.USER_UNKNOWN)
                ? new PurgeUeAnswer.UserUnknown()
                : new PurgeUeAnswer.Failed(result.code());
    }

    @Override
    protected void writeAnswer(PurgeUeAnswer pua, MessageBuilder out) {
        if (pua instanceof PurgeUeAnswer.Success(boolean freezeMTmsi)) {
            out.put(PUA_FLAGS, freezeMTmsi ? FREEZE_M_TMSI : 0);
        }
    }

    @Override
    protected PurgeUeAnswer readSuccess(AvpCursor avps) {
        int flags = 0;
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(PUA_FLAGS)) {
                flags = avps.integer32();
            }
        }
        return new PurgeUeAnswer.Success((flags & FREEZE_M_TMSI) != 0);
    }
}
