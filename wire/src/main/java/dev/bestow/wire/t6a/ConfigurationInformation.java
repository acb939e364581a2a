package dev.bestow.wire.t6a;

import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.RandId;
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
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;

import java.util.List;

/// CIR and CIA on T6a (TS 29.128 clauses 6.2.1 and 6.2.2), carrying Key-Request. No User-Identifier: the
/// SCEF knows a GUTI only, and the MME says whose it is.
///
/// ```
/// CIR := <Session-Id> [DRMP] {Auth-Session-State} {Origin-Host} {Origin-Realm} [Destination-Host]
///        {Destination-Realm} [User-Identifier] *[Supported-Features]
///        *[Monitoring-Event-Configuration] *[Monitoring-Event-Report] [Key-Request] *[Proxy-Info]
///        *[Route-Record]
/// CIA := <Session-Id> [DRMP] [Result-Code] [Experimental-Result] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} *[Supported-Features] *[Monitoring-Event-Report]
///        *[Monitoring-Event-Config-Status] [Failed-AVP] [Key-Answer] *[Proxy-Info] *[Route-Record]
/// Key-Request := {GUTI} [eKSI] [Rand-Id] {AS-Id} {Key-Root} [Reauthenticate] [Key-Kind]
/// ```
///
/// Key-Kind, which is always Ks here, says that the SCEF would derive itself. Key-Answer is drawn at [KeyAnswerAvp].
/// Bestow monitors no events, so it misses Key-Request where a request has none.
final class ConfigurationInformation extends CommandCodec<KeyRequest, KeyAnswer> {
    /// Of Key-Kind.
    private static final int KS = 0;

    private final BestowAvps bestow;
    private final KeyAnswerAvp keyAnswer;
    private final Grammar request;
    private final Grammar group;
    private final Grammar answer;

    ConfigurationInformation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.CONFIGURATION_INFORMATION, ApplicationId.T6A, Carriage.DIRECT);
        this.bestow = bestow;
        keyAnswer = new KeyAnswerAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(bestow.keyRequest),
                        List.of(BaseAvps.DESTINATION_HOST, USER_IDENTIFIER));
        group =
                Grammar.of(
                        known,
                        List.of(bestow.guti, bestow.asId, bestow.keyRoot),
                        List.of(bestow.eksi, bestow.randId, bestow.reauthenticate, bestow.keyKind));
        answer = Grammar.of(known, List.of(), List.of(bestow.keyAnswer));
    }

    @Override
    protected void writeRequest(KeyRequest cir, Envelope envelope, MessageBuilder out) {
        envelope.putInto(out);
        bestow.putFeatures(out);
        out.openGroup(bestow.keyRequest).put(bestow.guti, cir.guti().encode());
        Eksi eksi = cir.eksi();
        if (eksi != null) {
            out.put(bestow.eksi, eksi.value());
        }
        RandId randId = cir.randId();
        if (randId != null) {
            out.put(bestow.randId, randId.encode());
        }
        out.put(bestow.asId, cir.asId().fqdn()).put(bestow.keyRoot, CoreValues.code(cir.root()));
        if (cir.reauthenticate()) {
            out.put(bestow.reauthenticate, 1);
        }
        if (cir.wantsKs()) {
            out.put(bestow.keyKind, KS);
        }
        out.closeGroup();
    }

    @Override
    protected KeyRequest readRequest(AvpCursor avps) {
        AvpCursor keyRequest = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(bestow.keyRequest)) {
                keyRequest = avps.group();
            }
        }
        request.complete(seen);
        return readKeyRequest(requireNonNull(keyRequest));
    }

    private KeyRequest readKeyRequest(AvpCursor avps) {
        Guti guti = null;
        Eksi eksi = null;
        RandId randId = null;
        AsId asId = null;
        KeyRoot root = null;
        boolean reauthenticate = false;
        boolean wantsKs = false;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(bestow.guti)) {
                guti = CoreValues.guti(avps);
            } else if (avps.is(bestow.eksi)) {
                eksi = CoreValues.eksi(avps);
            } else if (avps.is(bestow.randId)) {
                randId = CoreValues.randId(avps);
            } else if (avps.is(bestow.asId)) {
                asId = CoreValues.asId(avps);
            } else if (avps.is(bestow.keyRoot)) {
                root = CoreValues.keyRoot(avps);
            } else if (avps.is(bestow.reauthenticate)) {
                reauthenticate = CoreValues.flag(avps);
            } else if (avps.is(bestow.keyKind)) {
                wantsKs = isKs(avps);
            }
        }
        group.complete(seen);
        return new KeyRequest(
                requireNonNull(guti),
                eksi,
                randId,
                requireNonNull(asId),
                requireNonNull(root),
                reauthenticate,
                wantsKs);
    }

    private static boolean isKs(AvpCursor avp) {
        if (avp.integer32() != KS) {
            throw avp.refuse(DecodeException.Kind.AVP_VALUE);
        }
        return true;
    }

    @Override
    protected Result result(KeyAnswer cia) {
        return switch (cia) {
            case KeyAnswer.Key _,
                    KeyAnswer.MasterKey _,
                    KeyAnswer.NotYet _,
                    KeyAnswer.UnknownName _,
                    KeyAnswer.RootMismatch _,
                    KeyAnswer.ReauthenticationAccepted _,
                    KeyAnswer.NotSupported _ ->
                    Result.SUCCESS;
            case KeyAnswer.NotAuthorised _ -> TgppResult.UNAUTHORIZED_REQUESTING_ENTITY;
            case KeyAnswer.Failed failed -> failed.result();
        };
    }

    @Override
    protected KeyAnswer failure(Result result, DiameterMessage answer) {
        return bestow.missedUnderAnotherVendorId(answer, bestow.keyRequest)
                ? new KeyAnswer.NotSupported()
                : failure(result);
    }

    @Override
    protected KeyAnswer failure(Result result) {
        return result.equals(TgppResult.UNAUTHORIZED_REQUESTING_ENTITY)
                ? new KeyAnswer.NotAuthorised()
                : new KeyAnswer.Failed(result);
    }

    @Override
    protected void writeAnswer(KeyAnswer cia, MessageBuilder out) {
        keyAnswer.put(cia, out);
    }

    @Override
    protected KeyAnswer readSuccess(AvpCursor avps) {
        KeyAnswer read = new KeyAnswer.NotSupported();
        int seen = 0;
        while (avps.next()) {
            seen = answer.tick(seen, avps);
            if (avps.is(bestow.keyAnswer)) {
                read = keyAnswer.read(avps.group());
            }
        }
        return read;
    }
}
