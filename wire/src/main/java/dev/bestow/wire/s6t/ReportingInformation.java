package dev.bestow.wire.s6t;

import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;
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
import dev.bestow.wire.s6a.AccessSecurity;

import java.time.Instant;
import java.util.List;

/// RIR and RIA on S6t (TS 29.336 clauses 6.2.5 and 6.2.6), carrying Key-Push, Erasure or
/// Location-Proof.
///
/// ```
/// RIR := <Session-Id> [DRMP] {Auth-Session-State} {Origin-Host} {Origin-Realm} {Destination-Host}
///        {Destination-Realm} *[Supported-Features] [User-Identifier] *[Monitoring-Event-Report]
///        [RIR-Flags] [Supported-Services] [Key-Push] [Erasure] [Location-Proof] *[Proxy-Info]
///        *[Route-Record]
/// RIA := <Session-Id> [DRMP] [Result-Code] [Experimental-Result] {Auth-Session-State} {Origin-Host}
///        {Origin-Realm} *[Supported-Features] [Failed-AVP] [Key-Answer] *[Proxy-Info]
///        *[Route-Record]
/// Erasure := {Epoch} {Key-Expiry}
/// Location-Proof := {Epoch} {Issue-Number} {Requesting-Host} [Key-Kind] [Access-Security]
/// Key-Answer := {Key-Status}
/// ```
///
/// Key-Push is drawn at [KeyPushAvp]. Bestow monitors no events, so it misses User-Identifier where a request has none,
/// and Key-Push where it has none of the three.
final class ReportingInformation extends CommandCodec<KeyNotification, KeyPushAnswer> {
    private final BestowAvps bestow;
    private final AvpDictionary known;
    private final KeyPushAvp keyPush;
    private final Grammar request;
    private final Grammar erasure;
    private final Grammar locationProof;

    ReportingInformation(BestowAvps bestow, AvpDictionary known) {
        super(CommandCode.REPORTING_INFORMATION, ApplicationId.S6T, Carriage.DIRECT);
        this.bestow = bestow;
        this.known = known;
        keyPush = new KeyPushAvp(bestow, known);
        request =
                requestGrammar(
                        known,
                        List.of(BaseAvps.DESTINATION_HOST, USER_IDENTIFIER),
                        List.of(bestow.keyPush, bestow.erasure, bestow.locationProof));
        erasure = Grammar.of(known, List.of(bestow.epoch, bestow.keyExpiry), List.of());
        locationProof =
                Grammar.of(
                        known,
                        List.of(bestow.epoch, bestow.issueNumber, bestow.requestingHost),
                        List.of(bestow.keyKind, bestow.accessSecurity));
    }

    @Override
    protected void writeRequest(
            KeyNotification notification, Envelope envelope, MessageBuilder out) {
        if (envelope.destinationHost() == null) {
            throw new IllegalArgumentException("a key goes to a configured host, not to a realm");
        }
        envelope.putInto(out);
        bestow.putFeatures(out);
        switch (notification) {
            case KeyPush push -> keyPush.put(push, out);
            case KeyErasure gone -> {
                new UserIdentifier(gone.imsi(), null).putInto(out);
                out.openGroup(bestow.erasure)
                        .put(bestow.epoch, gone.epochFloor())
                        .put(bestow.keyExpiry, gone.keptUntil().toEpochMilli())
                        .closeGroup();
            }
            case KeyLocationProof proof -> {
                new UserIdentifier(proof.imsi(), null).putInto(out);
                out.openGroup(bestow.locationProof)
                        .put(bestow.epoch, proof.epoch())
                        .put(bestow.issueNumber, proof.issueBound())
                        .put(bestow.requestingHost, proof.host());
                KeyKindAvp.put(proof.kind(), bestow, out);
                AccessSecurity accessSecurity = proof.accessSecurity();
                if (accessSecurity != null) {
                    out.put(bestow.accessSecurity, accessSecurity.encode());
                }
                out.closeGroup();
            }
        }
    }

    @Override
    protected KeyNotification readRequest(AvpCursor avps) {
        UserIdentifier user = null;
        AvpCursor pushed = null;
        AvpCursor gone = null;
        AvpCursor located = null;
        int seen = 0;
        while (avps.next()) {
            seen = request.tick(seen, avps);
            if (avps.is(USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else if (avps.is(bestow.keyPush)) {
                pushed = avps.group();
            } else if (avps.is(bestow.erasure)) {
                gone = avps.group();
            } else if (avps.is(bestow.locationProof)) {
                located = avps.group();
            }
        }
        request.complete(seen);
        if (gone != null) {
            return readErasure(requireNonNull(user).imsi(), gone);
        }
        if (located != null) {
            return readLocationProof(requireNonNull(user).imsi(), located);
        }
        return keyPush.read(requireNonNull(user), Grammar.present(pushed, bestow.keyPush));
    }

    private KeyErasure readErasure(Imsi imsi, AvpCursor avps) {
        long epoch = 0;
        Instant keptUntil = null;
        int seen = 0;
        while (avps.next()) {
            seen = erasure.tick(seen, avps);
            if (avps.is(bestow.epoch)) {
                epoch = CoreValues.count(avps);
            } else if (avps.is(bestow.keyExpiry)) {
                keptUntil = CoreValues.epochMillis(avps);
            }
        }
        erasure.complete(seen);
        return new KeyErasure(imsi, epoch, requireNonNull(keptUntil));
    }

    private KeyLocationProof readLocationProof(Imsi imsi, AvpCursor avps) {
        long epoch = 0;
        long issueBound = 0;
        String host = null;
        KeyKind kind = KeyKind.KS;
        AccessSecurity accessSecurity = null;
        int seen = 0;
        while (avps.next()) {
            seen = locationProof.tick(seen, avps);
            if (avps.is(bestow.epoch)) {
                epoch = CoreValues.count(avps);
            } else if (avps.is(bestow.issueNumber)) {
                issueBound = CoreValues.count(avps);
            } else if (avps.is(bestow.requestingHost)) {
                host = avps.identity();
            } else if (avps.is(bestow.keyKind)) {
                kind = KeyKindAvp.from(avps);
            } else if (avps.is(bestow.accessSecurity)) {
                accessSecurity = AccessSecurity.from(avps);
            }
        }
        locationProof.complete(seen);
        return new KeyLocationProof(
                imsi, kind, epoch, issueBound, requireNonNull(host), accessSecurity);
    }

    @Override
    protected Result result(KeyPushAnswer ria) {
        return switch (ria) {
            case KeyPushAnswer.Accepted _, KeyPushAnswer.NotSupported _ -> Result.SUCCESS;
            case KeyPushAnswer.Refused refused -> refused.result();
        };
    }

    @Override
    protected KeyPushAnswer failure(Result result, DiameterMessage answer) {
        return bestow.missedUnderAnotherVendorId(answer, bestow.keyPush)
                ? new KeyPushAnswer.NotSupported()
                : failure(result);
    }

    @Override
    protected KeyPushAnswer failure(Result result) {
        return new KeyPushAnswer.Refused(result);
    }

    @Override
    protected void writeAnswer(KeyPushAnswer ria, MessageBuilder out) {
        if (ria instanceof KeyPushAnswer.Accepted) {
            KeyStatus.ACCEPTED.putInto(out, bestow);
        }
    }

    @Override
    protected KeyPushAnswer readSuccess(AvpCursor avps) {
        return switch (KeyStatus.find(avps, bestow, known)) {
            case null -> new KeyPushAnswer.NotSupported();
            case ACCEPTED -> new KeyPushAnswer.Accepted();
            case KEY, NOT_YET, UNKNOWN_KEY, ROOT_MISMATCH ->
                    throw DecodeException.of(Kind.AVP_VALUE, 0, "no status of a push");
        };
    }
}
