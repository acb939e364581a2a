package dev.bestow.ue.run;

import dev.bestow.aka.Autn;
import dev.bestow.aka.Auts;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.EapAkaKAut;
import dev.bestow.wire.eap.AkaAttribute;
import dev.bestow.wire.eap.AkaAttribute.AtAutn;
import dev.bestow.wire.eap.AkaAttribute.AtAuts;
import dev.bestow.wire.eap.AkaAttribute.AtCheckcode;
import dev.bestow.wire.eap.AkaAttribute.AtClientErrorCode;
import dev.bestow.wire.eap.AkaAttribute.AtIdentity;
import dev.bestow.wire.eap.AkaAttribute.AtIdentityRequest;
import dev.bestow.wire.eap.AkaAttribute.AtNotification;
import dev.bestow.wire.eap.AkaAttribute.AtRand;
import dev.bestow.wire.eap.AkaAttribute.AtRes;
import dev.bestow.wire.eap.AkaMessage;
import dev.bestow.wire.eap.AkaSubtype;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;
import dev.bestow.wire.eap.UndecodableEap;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One run of EAP-AKA full authentication, as the peer (RFC 4187), around any USIM. Its identity is the permanent one
/// without a realm: there is one server, so a realm would route nothing. Not thread-safe.
///
/// The AMF is looked at before the card is asked, as in network access: so a vector of another kind spends no SQN.
/// MAC-A covers it, so nobody can change it afterwards.
public final class EapAkaPeer implements AutoCloseable {
    private static final String PERMANENT = "0";

    /// Any, full authentication, permanent: a server asks for more each time (RFC 4187 clause 4.1.5).
    private static final int IDENTITY_ROUNDS = 3;

    private final Octets identity;
    private final Usim usim;
    private final Checkcode checkcode = new Checkcode();
    private int identityRounds;
    private boolean resynchronised;
    private @Nullable Answered answered;
    private volatile @Nullable OwnRunOutcome outcome;
    private boolean over;

    /// The challenge is answered, and the server proved itself by AT_MAC.
    private record Answered(Rand rand, E2mIntKey key, EapAkaKAut kAut) {}

    /// @param usim stays the caller's
    public EapAkaPeer(Imsi imsi, Usim usim) {
        this.identity =
                Octets.copyOf((PERMANENT + imsi.digits()).getBytes(StandardCharsets.US_ASCII));
        this.usim = usim;
    }

    /// What it comes to; null while that is open. On any thread.
    public @Nullable OwnRunOutcome outcome() {
        return outcome;
    }

    /// Whether the server has had its last word.
    public boolean isOver() {
        return over;
    }

    /// Takes a message of the server. Blocks for as long as the card takes.
    ///
    /// @return the response, or null where there is none to give
    public @Nullable Octets on(Octets request) {
        byte[] packet = request.toArray();
        return switch (EapCodec.decode(packet)) {
            case UndecodableEap undecodable ->
                    undecodable.isAka() ? clientError(undecodable.identifier()) : null;
            case EapMessage.IdentityRequest(int id) ->
                    encoded(new EapMessage.IdentityResponse(id, identity));
            case EapMessage.OtherRequest(int id, _) ->
                    encoded(new EapMessage.Nak(id, EapCodec.TYPE_AKA));
            case EapMessage.Success _ -> succeeded();
            case EapMessage.Failure _ -> {
                over = true;
                fail(new OwnRunOutcome.Refused());
                yield null;
            }
            case EapMessage.IdentityResponse _, EapMessage.Nak _ -> null;
            case AkaMessage aka -> aka.request() ? on(aka, packet) : null;
        };
    }

    private Octets on(AkaMessage request, byte[] packet) {
        int id = request.identifier();
        return switch (request.subtype()) {
            case IDENTITY -> identified(request, packet);
            case CHALLENGE -> challenged(request, packet);
            case NOTIFICATION -> notified(request, packet);
            case AUTHENTICATION_REJECT, SYNCHRONIZATION_FAILURE, REAUTHENTICATION, CLIENT_ERROR ->
                    clientError(id);
        };
    }

    private Octets identified(AkaMessage request, byte[] packet) {
        boolean asks = request.first(AtIdentityRequest.class).isPresent();
        if (!asks || answered != null || identityRounds == IDENTITY_ROUNDS) {
            return clientError(request.identifier());
        }
        identityRounds++;
        byte[] response =
                EapCodec.encode(
                        AkaMessage.response(
                                request.identifier(),
                                AkaSubtype.IDENTITY,
                                new AtIdentity(identity)));
        checkcode.add(packet, response);
        return Octets.copyOf(response);
    }

    private Octets challenged(AkaMessage request, byte[] packet) {
        int id = request.identifier();
        Rand rand = request.first(AtRand.class).map(AtRand::rand).orElse(null);
        Octets octets = request.first(AtAutn.class).map(AtAutn::autn).orElse(null);
        if (rand == null || octets == null || answered != null) {
            return clientError(id);
        }
        var autn = new Autn(octets);
        if (!autn.amf().ownRun()) {
            outcome = new OwnRunOutcome.NotOfAnEmks();
            return clientError(id);
        }
        return switch (asked(rand, autn)) {
            case UsimAnswer.Success(Octets res, CkIk ckIk) -> {
                try (var _ = ckIk.octets()) {
                    yield believed(request, packet, new AtRes(res), new Run(rand, ckIk));
                }
            }
            case UsimAnswer.SynchronisationFailure(Auts auts) -> notFresh(id, auts);
            case UsimAnswer.MacFailure() -> {
                outcome = new OwnRunOutcome.NotGenuine();
                yield encoded(AkaMessage.response(id, AkaSubtype.AUTHENTICATION_REJECT));
            }
            case UsimAnswer.Unusable(String field, String reason) -> {
                outcome = new OwnRunOutcome.CardUnusable(field, reason);
                yield clientError(id);
            }
        };
    }

    private record Run(Rand rand, CkIk ckIk) {}

    private UsimAnswer asked(Rand rand, Autn autn) {
        try {
            return usim.authenticate(rand, autn);
        } catch (UsimGone gone) {
            return new UsimAnswer.Unusable("USIM", gone.reason());
        }
    }

    private Octets notFresh(int id, Auts auts) {
        if (resynchronised) {
            outcome = new OwnRunOutcome.Refused();
        }
        resynchronised = true;
        return encoded(
                AkaMessage.response(
                        id, AkaSubtype.SYNCHRONIZATION_FAILURE, new AtAuts(auts.octets())));
    }

    private Octets believed(AkaMessage request, byte[] packet, AtRes res, Run run) {
        EapAkaKAut kAut = EapAkaKAut.from(run.ckIk(), identity);
        AtCheckcode sent = request.first(AtCheckcode.class).orElse(null);
        boolean checks = sent == null || sent.digest().equals(checkcode.digest());
        if (!EapCodec.isAuthentic(packet, kAut) || !checks) {
            kAut.close();
            outcome = new OwnRunOutcome.NotGenuine();
            return clientError(request.identifier());
        }
        answered = new Answered(run.rand(), E2mIntKey.from(run.ckIk()), kAut);
        List<AkaAttribute> attributes = new ArrayList<>(List.of(res));
        if (sent != null) {
            attributes.add(new AtCheckcode(checkcode.digest()));
        }
        var response =
                new AkaMessage(false, request.identifier(), AkaSubtype.CHALLENGE, attributes);
        return Octets.copyOf(EapCodec.sealed(response, kAut));
    }

    /// After the challenge it is under AT_MAC, and so is its response (RFC 4187 clause 6.1).
    private Octets notified(AkaMessage request, byte[] packet) {
        int id = request.identifier();
        AtNotification notification = request.first(AtNotification.class).orElse(null);
        if (notification == null) {
            return clientError(id);
        }
        var response = AkaMessage.response(id, AkaSubtype.NOTIFICATION);
        if (notification.isBeforeChallenge()) {
            return encoded(response);
        }
        Answered run = answered;
        return run == null || !EapCodec.isAuthentic(packet, run.kAut())
                ? clientError(id)
                : Octets.copyOf(EapCodec.sealed(response, run.kAut()));
    }

    /// Nothing protects it. Before the challenge was answered it means nothing.
    private @Nullable Octets succeeded() {
        Answered run = answered;
        if (run != null && outcome == null) {
            outcome = new OwnRunOutcome.Agreed(run.rand(), run.key());
            run.kAut().close();
            answered = null;
            over = true;
        }
        return null;
    }

    private void fail(OwnRunOutcome why) {
        if (outcome == null) {
            outcome = why;
        }
    }

    private Octets clientError(int identifier) {
        fail(new OwnRunOutcome.NotGenuine());
        return encoded(
                AkaMessage.response(
                        identifier,
                        AkaSubtype.CLIENT_ERROR,
                        new AtClientErrorCode(AtClientErrorCode.UNABLE_TO_PROCESS)));
    }

    private static Octets encoded(EapMessage message) {
        return Octets.copyOf(EapCodec.encode(message));
    }

    /// Wipes the keys of a run that came to no end.
    @Override
    public void close() {
        Answered run = answered;
        if (run != null) {
            run.kAut().close();
            run.key().close();
            answered = null;
        }
    }
}
