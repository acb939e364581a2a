package dev.bestow.emks.run;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.EapAkaKAut;
import dev.bestow.link.coap.EapMethod;
import dev.bestow.wire.eap.AkaAttribute.AtAutn;
import dev.bestow.wire.eap.AkaAttribute.AtAuts;
import dev.bestow.wire.eap.AkaAttribute.AtNotification;
import dev.bestow.wire.eap.AkaAttribute.AtRand;
import dev.bestow.wire.eap.AkaAttribute.AtRes;
import dev.bestow.wire.eap.AkaMessage;
import dev.bestow.wire.eap.AkaSubtype;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// One run of EAP-AKA full authentication, as the server (RFC 4187). CK and IK live as long as the challenge is
/// unanswered.
///
/// ```
/// Request/Identity     -> Response/Identity: 0, IMSI, perhaps a realm
/// AKA-Challenge        -> AKA-Challenge: AT_RES, AT_MAC           both right: the key is kept, Success
///                      -> AKA-Synchronization-Failure: AT_AUTS    once: another challenge
///                      -> AKA-Authentication-Reject, AKA-Client-Error    Failure
/// AKA-Notification     -> AKA-Notification                        after every other end: Failure
/// ```
final class EapAkaServer implements EapMethod.Conversation {
    /// The first octet of a permanent identity for EAP-AKA (RFC 4187 clause 4.1.1.6).
    private static final char PERMANENT = '0';

    private final OwnRuns.Run run;
    private State state = new AwaitIdentity();
    private int identifier;

    /// Where the run stands.
    private sealed interface State {}

    private record AwaitIdentity() implements State {}

    /// @param resynchronised whether this is the second challenge
    private record AwaitResponse(
            Subject subject,
            UtranAuthenticationInformationAnswer.Success given,
            EapAkaKAut kAut,
            boolean resynchronised)
            implements State {
        void close() {
            given.close();
            kAut.close();
        }
    }

    /// Has been told that it fails.
    private record AwaitNotification() implements State {}

    private record Over() implements State {}

    /// @param identity as the device sent it: keys are made of it
    private record Subject(Imsi imsi, Octets identity) {}

    /// @param identifier of the first request
    EapAkaServer(OwnRuns.Run run, int identifier) {
        this.run = run;
        this.identifier = identifier;
    }

    @Override
    public Octets first() {
        return octets(new EapMessage.IdentityRequest(identifier));
    }

    @Override
    public EapMethod.@Nullable Next next(Octets response) {
        byte[] packet = response.toArray();
        EapMessage message = answer(packet);
        return switch (state) {
            case AwaitIdentity() -> identified(message);
            case AwaitResponse awaited -> answered(awaited, message, packet);
            case AwaitNotification() -> failure();
            case Over() -> null;
        };
    }

    /// Null for octets that answer nothing.
    private @Nullable EapMessage answer(byte[] packet) {
        return EapCodec.decode(packet) instanceof EapMessage message
                        && message.identifier() == identifier
                ? message
                : null;
    }

    private EapMethod.Next identified(@Nullable EapMessage message) {
        if (!(message instanceof EapMessage.IdentityResponse(_, Octets identity))) {
            return fail(RunEnd.UNEXPECTED, null);
        }
        Imsi imsi = imsi(identity);
        if (imsi == null) {
            return fail(RunEnd.IDENTITY, null);
        }
        if (!run.mayBegin(imsi)) {
            return fail(RunEnd.CROWDED, imsi);
        }
        return challenge(new Subject(imsi, identity), null);
    }

    private static @Nullable Imsi imsi(Octets identity) {
        String text = new String(identity.toArray(), StandardCharsets.US_ASCII);
        int realm = text.indexOf('@');
        String user = realm < 0 ? text : text.substring(0, realm);
        if (user.isEmpty() || user.charAt(0) != PERMANENT) {
            return null;
        }
        try {
            return Imsi.parse(user.substring(1));
        } catch (InvalidValue _) {
            return null;
        }
    }

    private EapMethod.Next challenge(
            Subject subject, @Nullable ResynchronizationInfo resynchronization) {
        UtranAuthenticationInformationAnswer answer = run.vector(subject.imsi(), resynchronization);
        if (!(answer instanceof UtranAuthenticationInformationAnswer.Success given)) {
            return fail(answer == null ? RunEnd.NO_ANSWER : RunEnd.NO_VECTOR, subject.imsi());
        }
        EapAkaKAut kAut = EapAkaKAut.from(given.vector().ckIk(), subject.identity());
        state = new AwaitResponse(subject, given, kAut, resynchronization != null);
        identifier = following(identifier);
        var request =
                AkaMessage.request(
                        identifier,
                        AkaSubtype.CHALLENGE,
                        new AtRand(given.vector().rand()),
                        new AtAutn(given.vector().autn()));
        return new EapMethod.Next(Octets.copyOf(EapCodec.sealed(request, kAut)), false);
    }

    private EapMethod.Next answered(
            AwaitResponse awaited, @Nullable EapMessage message, byte[] packet) {
        Imsi imsi = awaited.subject().imsi();
        if (!(message instanceof AkaMessage aka) || aka.request()) {
            return fail(RunEnd.UNEXPECTED, imsi);
        }
        return switch (aka.subtype()) {
            case CHALLENGE -> verified(awaited, aka, packet);
            case SYNCHRONIZATION_FAILURE -> resynchronised(awaited, aka);
            case AUTHENTICATION_REJECT -> {
                end(RunEnd.REJECTED, imsi);
                yield failure();
            }
            case CLIENT_ERROR -> {
                end(RunEnd.CLIENT_ERROR, imsi);
                yield failure();
            }
            case IDENTITY, NOTIFICATION, REAUTHENTICATION -> fail(RunEnd.UNEXPECTED, imsi);
        };
    }

    private EapMethod.Next verified(AwaitResponse awaited, AkaMessage aka, byte[] packet) {
        Imsi imsi = awaited.subject().imsi();
        if (!EapCodec.isAuthentic(packet, awaited.kAut())) {
            return fail(RunEnd.WRONG_MAC, imsi);
        }
        var vector = awaited.given().vector();
        boolean right =
                aka.first(AtRes.class)
                        .map(res ->
                                MessageDigest.isEqual(vector.xres().toArray(), res.res().toArray()))
                        .orElse(false);
        if (!right) {
            return fail(RunEnd.WRONG_RES, imsi);
        }
        var key = awaited.given().terms().of(vector.rand(), E2mIntKey.from(vector.ckIk()));
        if (!run.keep(key)) {
            return fail(RunEnd.NOT_KEPT, imsi);
        }
        end(RunEnd.AGREED, imsi);
        return new EapMethod.Next(octets(new EapMessage.Success(identifier)), true);
    }

    private EapMethod.Next resynchronised(AwaitResponse awaited, AkaMessage aka) {
        Imsi imsi = awaited.subject().imsi();
        AtAuts auts = aka.first(AtAuts.class).orElse(null);
        if (auts == null) {
            return fail(RunEnd.UNEXPECTED, imsi);
        }
        if (awaited.resynchronised()) {
            return fail(RunEnd.NOT_FRESH, imsi);
        }
        var sent = awaited.given().vector().rand();
        awaited.close();
        return challenge(awaited.subject(), new ResynchronizationInfo(sent, auts.auts()));
    }

    /// The device is told before it is over (RFC 4187 clause 6.3.2).
    private EapMethod.Next fail(RunEnd why, @Nullable Imsi imsi) {
        end(why, imsi);
        state = new AwaitNotification();
        identifier = following(identifier);
        var notification =
                AkaMessage.request(
                        identifier,
                        AkaSubtype.NOTIFICATION,
                        new AtNotification(AtNotification.GENERAL_FAILURE));
        return new EapMethod.Next(octets(notification), false);
    }

    private EapMethod.Next failure() {
        return new EapMethod.Next(octets(new EapMessage.Failure(identifier)), true);
    }

    private void end(RunEnd why, @Nullable Imsi imsi) {
        wipe();
        state = new Over();
        run.ended(why, imsi);
    }

    private void wipe() {
        if (state instanceof AwaitResponse awaited) {
            awaited.close();
        }
    }

    private static int following(int identifier) {
        return identifier + 1 & 0xff;
    }

    private static Octets octets(EapMessage message) {
        return Octets.copyOf(EapCodec.encode(message));
    }

    /// Wipes what is left of a run that came to no end.
    @Override
    public void close() {
        switch (state) {
            case AwaitIdentity() -> end(RunEnd.ABANDONED, null);
            case AwaitResponse awaited -> end(RunEnd.ABANDONED, awaited.subject().imsi());
            case AwaitNotification(), Over() -> {
                // Told before.
            }
        }
    }
}
