package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;

import java.util.List;

/// RSR and RSA (TS 29.272 clauses 7.2.15 and 7.2.16).
///
/// ```
/// RSR := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} {Destination-Host} {Destination-Realm} *[Supported-Features] *[User-Id]
///        *[Reset-ID] *[Proxy-Info] *[Route-Record]
/// RSA := <Session-Id> [DRMP] [Vendor-Specific-Application-Id] *[Supported-Features] [Result-Code]
///        [Experimental-Result] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Failed-AVP]
///        *[Proxy-Info] *[Route-Record]
/// ```
final class Reset extends CommandCodec<ResetRequest, ResetAnswer> {
    private final AvpDictionary known;
    private final Grammar request;

    Reset(AvpDictionary known) {
        super(CommandCode.RESET, ApplicationId.S6A, Carriage.OPEN);
        this.known = known;
        request = requestGrammar(known, List.of(BaseAvps.DESTINATION_HOST), List.of());
    }

    @Override
    protected void writeRequest(ResetRequest rsr, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
    }

    @Override
    protected ResetRequest readRequest(AvpCursor avps) {
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
        }
        request.complete(seen);
        return new ResetRequest();
    }

    @Override
    protected Result result(ResetAnswer rsa) {
        return switch (rsa) {
            case ResetAnswer.Success() -> Result.SUCCESS;
            case ResetAnswer.Failed(Result result) -> result;
        };
    }

    @Override
    protected ResetAnswer failure(Result result) {
        return new ResetAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(ResetAnswer rsa, MessageBuilder out) {
        // The result says it all.
    }

    @Override
    protected ResetAnswer readSuccess(AvpCursor avps) {
        known.requireAllKnown(avps);
        return new ResetAnswer.Success();
    }
}
