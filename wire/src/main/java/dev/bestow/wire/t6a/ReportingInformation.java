package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.UserIdentifier;

import java.util.List;

/// RIR and RIA on T6a (TS 29.128 clauses 6.2.3 and 6.2.4), carrying Key-Confirm.
///
/// ```
/// RIR := <Session-Id> [DRMP] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Destination-Host]
///        {Destination-Realm} *[Supported-Features] [User-Identifier] *[Monitoring-Event-Report]
///        [Key-Confirm] *[Proxy-Info] *[Route-Record]
/// RIA := <Session-Id> [DRMP] [Result-Code] [Experimental-Result] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} *[Supported-Features] [Failed-AVP] [Key-Answer] *[Proxy-Info]
///        *[Route-Record]
/// ```
///
/// Key-Confirm and its Key-Answer are drawn at [KeyConfirmAvp]. Bestow monitors no events, so it misses
/// User-Identifier and Key-Confirm where a request has none.
final class ReportingInformation extends CommandCodec<KeyConfirm, KeyConfirmAnswer> {
    private final BestowAvps bestow;
    private final KeyConfirmAvp keyConfirm;
    private final Grammar request;

    ReportingInformation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.REPORTING_INFORMATION, ApplicationId.T6A, Carriage.DIRECT);
        this.bestow = bestow;
        keyConfirm = new KeyConfirmAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(USER_IDENTIFIER, bestow.keyConfirm),
                        List.of(BaseAvps.DESTINATION_HOST));
    }

    @Override
    protected void writeRequest(KeyConfirm confirm, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        bestow.putFeatures(out);
        new UserIdentifier(confirm.imsi(), null).putInto(out);
        keyConfirm.put(confirm, out);
    }

    @Override
    protected KeyConfirm readRequest(AvpCursor avps) {
        UserIdentifier user = null;
        AvpCursor group = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(bestow.keyConfirm)) {
                group = avps.group();
            }
        }
        request.complete(seen);
        return keyConfirm.read(requireNonNull(user).imsi(), requireNonNull(group));
    }

    @Override
    protected Result result(KeyConfirmAnswer ria) {
        return switch (ria) {
            case KeyConfirmAnswer.Accepted _,
                    KeyConfirmAnswer.NotSupported _,
                    KeyConfirmAnswer.UnknownKey _ ->
                    Result.SUCCESS;
            case KeyConfirmAnswer.Refused refused -> refused.result();
        };
    }

    @Override
    protected KeyConfirmAnswer failure(Result result, DiameterMessage answer) {
        return bestow.missedUnderAnotherVendorId(answer, bestow.keyConfirm)
                ? new KeyConfirmAnswer.NotSupported()
                : failure(result);
    }

    @Override
    protected KeyConfirmAnswer failure(Result result) {
        return new KeyConfirmAnswer.Refused(result);
    }

    @Override
    protected void writeAnswer(KeyConfirmAnswer ria, MessageBuilder out) {
        keyConfirm.putAnswer(ria, out);
    }

    @Override
    protected KeyConfirmAnswer readSuccess(AvpCursor avps) {
        return keyConfirm.readAnswer(avps);
    }
}
