package dev.bestow.wire.s6t;

import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.KeyStatus;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.UserIdentifier;

import java.util.List;

/// CIR and CIA on S6t (TS 29.336 clauses 6.2.3 and 6.2.4), asking for a key that no push has
/// brought.
///
/// ```
/// CIR := <Session-Id> [DRMP] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Destination-Host]
///        {Destination-Realm} {User-Identifier} *[Supported-Features]
///        *[Monitoring-Event-Configuration] [CIR-Flags] [Rand-Id] [Key-Kind] *[Proxy-Info] *[Route-Record]
/// CIA := <Session-Id> [DRMP] [Result-Code] [Experimental-Result] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} *[Supported-Features] [User-Identifier] *[Monitoring-Event-Report]
///        *[Monitoring-Event-Config-Status] [Failed-AVP] [Key-Answer] [Key-Push] *[Proxy-Info]
///        *[Route-Record]
/// Key-Answer := {Key-Status}
/// ```
///
/// Key-Push is drawn at [KeyPushAvp]; with status KEY it and User-Identifier are there. Without Rand-Id the last vector
/// is meant, and Key-Kind is there whatever the kind. Bestow monitors no events, so it misses Rand-Id where a request
/// has neither.
final class ConfigurationInformation extends CommandCodec<KeyPull, KeyPullAnswer> {
    private final BestowAvps bestow;
    private final KeyPushAvp keyPush;
    private final Grammar request;
    private final Grammar answer;
    private final Grammar keyAnswer;

    ConfigurationInformation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.CONFIGURATION_INFORMATION, ApplicationId.S6T, Carriage.DIRECT);
        this.bestow = bestow;
        keyPush = new KeyPushAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(USER_IDENTIFIER),
                        List.of(BaseAvps.DESTINATION_HOST, bestow.randId, bestow.keyKind));
        answer =
                Grammar.of(
                        known,
                        List.of(),
                        List.of(USER_IDENTIFIER, bestow.keyAnswer, bestow.keyPush));
        keyAnswer = Grammar.of(known, List.of(bestow.keyStatus), List.of());
    }

    @Override
    protected void writeRequest(KeyPull pull, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        bestow.putFeatures(out);
        new UserIdentifier(pull.imsi(), null).putInto(out);
        RandId randId = pull.randId();
        if (randId == null) {
            KeyKindAvp.putAlways(pull.kind(), bestow, out);
        } else {
            out.put(bestow.randId, randId.encode());
            KeyKindAvp.put(pull.kind(), bestow, out);
        }
    }

    @Override
    protected KeyPull readRequest(AvpCursor avps) {
        UserIdentifier user = null;
        RandId randId = null;
        KeyKind kind = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(bestow.randId)) {
                randId = CoreValues.randId(avps);
            } else if (avps.is(bestow.keyKind)) {
                kind = KeyKindAvp.from(avps);
            }
        }
        request.complete(seen);
        if (kind == null) {
            Grammar.present(randId, bestow.randId);
        }
        return new KeyPull(requireNonNull(user).imsi(), kind == null ? KeyKind.KS : kind, randId);
    }

    @Override
    protected Result result(KeyPullAnswer cia) {
        return cia instanceof KeyPullAnswer.Refused refused ? refused.result() : Result.SUCCESS;
    }

    @Override
    protected KeyPullAnswer failure(Result result, DiameterMessage failed) {
        return bestow.missedUnderAnotherVendorId(failed, bestow.randId)
                ? new KeyPullAnswer.NotSupported()
                : failure(result);
    }

    @Override
    protected KeyPullAnswer failure(Result result) {
        return new KeyPullAnswer.Refused(result);
    }

    @Override
    protected void writeAnswer(KeyPullAnswer cia, MessageBuilder out) {
        switch (cia) {
            case KeyPullAnswer.Key(KeyPush push) -> {
                KeyStatus.KEY.putInto(out, bestow);
                keyPush.put(push, out);
            }
            case KeyPullAnswer.UnknownKey() -> KeyStatus.UNKNOWN_KEY.putInto(out, bestow);
            case KeyPullAnswer.NotSupported _, KeyPullAnswer.Refused _ -> {
                // Silence means the one, a result code the other.
            }
        }
    }

    @Override
    protected KeyPullAnswer readSuccess(AvpCursor avps) {
        KeyStatus status = null;
        UserIdentifier user = null;
        AvpCursor pushed = null;
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(bestow.keyAnswer)) {
                status = status(avps.group());
            } else if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(bestow.keyPush)) {
                pushed = avps.group();
            }
        }
        return switch (status) {
            case null -> new KeyPullAnswer.NotSupported();
            case UNKNOWN_KEY -> new KeyPullAnswer.UnknownKey();
            case KEY ->
                    new KeyPullAnswer.Key(
                            keyPush.read(
                                    Grammar.present(user, USER_IDENTIFIER),
                                    Grammar.present(pushed, bestow.keyPush)));
            case ACCEPTED, NOT_YET, ROOT_MISMATCH ->
                    throw DecodeException.of(Kind.AVP_VALUE, 0, "no status of a pulled key");
        };
    }

    private KeyStatus status(AvpCursor avps) {
        KeyStatus status = null;
        int seen = 0;
        while (avps.next()) {
            seen = keyAnswer.tick(seen, avps);
            if (avps.is(bestow.keyStatus)) {
                status = KeyStatus.from(avps);
            }
        }
        keyAnswer.complete(seen);
        return requireNonNull(status);
    }
}
