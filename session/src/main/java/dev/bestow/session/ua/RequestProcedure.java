package dev.bestow.session.ua;

import dev.bestow.core.Entropy;
import dev.bestow.core.ObjectPool;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.KApp;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.HeldGrant;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.ApplicationResponse;
import dev.bestow.wire.ua.CertificateRequest;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of one Application Request: judge it ([RequestJudge]), claim RAND_AS, deliver, begin a session,
/// answer.
final class RequestProcedure {
    private static final int BOOT_ID_OCTETS = 16;
    private static final ObjectPool<MessageDigest> DIGESTS =
            new ObjectPool<>(RequestProcedure::freshDigest);

    private final UaPolicy policy;
    private final ReplayClaims claims;
    private final AsApplication application;
    private final Entropy entropy;
    private final UaServer.Observers observers;
    private final CertificateKeys certificateKeys;
    private final RequestJudge judge;
    private final SessionTable sessions;
    private final byte[] bootId = new byte[BOOT_ID_OCTETS];
    private final AtomicLong responses = new AtomicLong();

    RequestProcedure(
            UaPolicy policy,
            UaServer.Ports ports,
            UaServer.Observers observers,
            SessionTable sessions) {
        this.policy = policy;
        this.claims = ports.claims();
        this.application = ports.application();
        this.entropy = ports.entropy();
        this.observers = observers;
        this.certificateKeys = ports.certificateKeys();
        this.judge = new RequestJudge(policy, ports);
        this.sessions = sessions;
        entropy.fill(bootId);
    }

    byte @Nullable [] handle(ApplicationRequest request, byte[] datagram, Octets source) {
        if (!policy.forms().contains(request.header().form())) {
            return refusePlainly(request, RefusalCause.FORM_NOT_ALLOWED, 0);
        }
        try (Verdict verdict = judge.judge(request, source)) {
            return switch (verdict) {
                case Verdict.Refuse refuse -> refuse(request, refuse);
                case Verdict.Take take -> claim(request, take.proven(), datagram);
            };
        }
    }

    private byte @Nullable [] claim(
            ApplicationRequest request, Verdict.Proven proven, byte[] datagram) {
        Grant grant = proven.grant();
        Octets mark = mark(request);
        return switch (claims.claim(grant.rand(), mark, sha256(datagram), grant.expiry())) {
            case ReplayClaims.Outcome.Admitted _ -> {
                byte[] response = deliver(request, proven);
                claims.storeResponse(grant.rand(), mark, Octets.copyOf(response));
                yield response;
            }
            case ReplayClaims.Outcome.Repeat repeat -> {
                Octets response = repeat.response();
                observers.events().repeated(response != null);
                yield response == null ? null : response.toArray();
            }
            case ReplayClaims.Outcome.Replayed _ -> refuse(request, proven, RefusalCause.REPLAYED);
            case ReplayClaims.Outcome.Full _ -> refuse(request, proven, RefusalCause.KEY_EXHAUSTED);
            case ReplayClaims.Outcome.Expired _ ->
                    refuse(request, proven, RefusalCause.KEY_NOT_AVAILABLE);
        };
    }

    /// What is claimed: RAND_AS, or where that is a secret of both ends, SHA-256 of C in its place, since marks are
    /// kept where others may read them.
    private static Octets mark(ApplicationRequest request) {
        return switch (request) {
            case CompactRequest _, LiteralRequest _ -> request.fresh();
            case CertificateRequest certificate -> sha256(certificate.c().toArray());
        };
    }

    private byte[] refuse(ApplicationRequest request, Verdict.Proven proven, RefusalCause cause) {
        return refuse(request, new Verdict.Refuse(cause, 0, proven));
    }

    private byte[] deliver(ApplicationRequest request, Verdict.Proven proven) {
        KApp kApp = kApp(request, proven);
        if (kApp == null) {
            return refuse(request, proven, RefusalCause.CERTIFICATE_UNKNOWN);
        }
        try (Secret _ = kApp.octets()) {
            observers.kApp().observed(proven.name(), request.fresh(), kApp);
            byte[] body = request.body().toArray();
            boolean ciphered = request.header().ciphered();
            byte[] text = ciphered ? RequestKeys.applyCipher(kApp, request.header(), body) : body;
            Plaintext downlink =
                    application.answer(
                            proven.grant().externalIdentifier(),
                            request.keyName(),
                            Plaintext.copyOf(text));
            return respond(request, proven, kApp, downlink);
        }
    }

    /// After the claim: what is sent again costs no decapsulation again. Null when C opens with no key of ours.
    private @Nullable KApp kApp(ApplicationRequest request, Verdict.Proven proven) {
        return switch (request) {
            case CompactRequest _, LiteralRequest _ -> proven.leaf().kApp(request.fresh());
            case CertificateRequest certificate -> {
                Secret randAs =
                        certificateKeys.randAs(
                                certificate,
                                LeafKeys.certificateContext(
                                        policy.asId(),
                                        proven.name(),
                                        certificate.header(),
                                        certificate.keyMark()));
                if (randAs == null) {
                    yield null;
                }
                try (randAs) {
                    yield proven.leaf().kApp(randAs);
                }
            }
        };
    }

    private byte[] respond(
            ApplicationRequest request,
            Verdict.Proven proven,
            KApp kApp,
            @Nullable Plaintext downlink) {
        byte[] text = downlink == null ? new byte[0] : downlink.toArray();
        boolean ciphered = request.header().ciphered();
        UaForm form = request.header().form();
        Octets randS = randS(proven.leaf(), request, text);
        SessionKeys up = SessionKeys.from(kApp, Direction.UPLINK, randS, request.mac());
        SessionKeys down = SessionKeys.from(kApp, Direction.DOWNLINK, randS, request.mac());
        byte[] body = ciphered ? down.apply(0, text) : text;
        ApplicationResponse response =
                sessions.add(id -> {
                    Octets t = down.t(ApplicationResponse.header(form, ciphered), id, 0, body);
                    return new SessionTable.Begun(
                            new ServerSession(
                                    SessionEnd.ofServer(id, ciphered, up, down),
                                    new HeldGrant(request.keyName(), proven.grant())),
                            new ApplicationResponse(
                                    form, ciphered, id, randS, Octets.copyOf(body), t));
                });
        return UaCodec.encode(response);
    }

    /// Never the same twice, even with a generator that is stuck: within one life of the server the
    /// count differs, across two the boot id, and if that is stuck too then the claim made before.
    private Octets randS(LeafKeys leaf, ApplicationRequest request, byte[] text) {
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(responses.getAndIncrement()).array();
        return leaf.hedged(
                entropy,
                ApplicationResponse.RAND_S_OCTETS,
                LeafKeys.Draw.RAND_S,
                bootId,
                count,
                request.mac().toArray(),
                text);
    }

    private byte[] refuse(ApplicationRequest request, Verdict.Refuse refuse) {
        Verdict.Proven proven = refuse.proven();
        if (proven == null) {
            return refusePlainly(request, refuse.cause(), refuse.retryAfterSeconds());
        }
        observers.events().refused(refuse.cause(), true);
        UaForm form = request.header().form();
        Refusal untagged =
                Refusal.plain(form, refuse.cause(), refuse.retryAfterSeconds(), request.mac());
        Octets tag =
                proven.leaf()
                        .refusalTag(
                                policy.asId(), proven.name(), Refusal.header(form, true), untagged);
        return UaCodec.encode(
                new Refusal(form, refuse.cause(), refuse.retryAfterSeconds(), request.mac(), tag));
    }

    private byte[] refusePlainly(ApplicationRequest request, RefusalCause cause, int retrySeconds) {
        observers.events().refused(cause, false);
        int retry = Math.clamp(retrySeconds, 0, Refusal.MAX_RETRY_SECONDS);
        return UaCodec.encode(Refusal.plain(request.header().form(), cause, retry, request.mac()));
    }

    private static Octets sha256(byte[] datagram) {
        MessageDigest digest = DIGESTS.take();
        Octets hash = Octets.copyOf(digest.digest(datagram));
        DIGESTS.giveBack(digest);
        return hash;
    }

    private static MessageDigest freshDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
