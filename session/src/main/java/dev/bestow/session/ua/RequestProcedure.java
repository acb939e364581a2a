package dev.bestow.session.ua;

import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.ObjectPool;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.Direction;
import dev.bestow.keys.KApp;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.ApplicationResponse;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What becomes of one Application Request: find the key, let the MAC decide, check the policy, claim
/// RAND_AS, deliver, begin a session, answer.
final class RequestProcedure {
    /// A cached key that does not fit is asked for anew when it is older than this: names are shorter
    /// than keys and get new owners. Not sooner, or strangers could cause a fetch per datagram.
    private static final long REFRESH_AFTER_MS = 1_000;

    private static final long MS_PER_SECOND = 1_000;
    private static final int BOOT_ID_OCTETS = 16;
    private static final ObjectPool<MessageDigest> DIGESTS =
            new ObjectPool<>(RequestProcedure::freshDigest);

    private final UaPolicy policy;
    private final ReplayClaims claims;
    private final AsApplication application;
    private final Entropy entropy;
    private final UaServer.Observers observers;
    private final KeyCache keys;
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
        this.keys = ports.keys();
        this.sessions = sessions;
        entropy.fill(bootId);
    }

    byte @Nullable [] handle(ApplicationRequest request, byte[] datagram, Octets source) {
        if (!policy.forms().contains(request.header().form())) {
            return refusePlainly(request, RefusalCause.FORM_NOT_ALLOWED, 0);
        }
        try (Verdict verdict = judge(request, source)) {
            if (verdict.proven() != null) {
                keys.giveBack(source);
            }
            return switch (verdict) {
                case Verdict.Refuse refuse -> refuse(request, refuse);
                case Verdict.Take take -> claim(request, take.proven(), datagram);
            };
        }
    }

    private Verdict judge(ApplicationRequest request, Octets source) {
        Verdict verdict = judge(request, policy.keyCacheSeconds() * MS_PER_SECOND, source);
        if (verdict instanceof Verdict.Refuse refuse && refuse.ageMs() > REFRESH_AFTER_MS) {
            verdict.close();
            return judge(request, REFRESH_AFTER_MS, source);
        }
        return verdict;
    }

    private Verdict judge(ApplicationRequest request, long maxAgeMs, Octets source) {
        try (KeyCache.Found found = keys.find(request.keyName(), maxAgeMs, source)) {
            return switch (found) {
                case KeyCache.Found.Keys candidates -> judge(request, candidates);
                case KeyCache.Found.Nothing nothing -> refused(KeyRefusal.of(nothing));
            };
        }
    }

    private static Verdict.Refuse refused(KeyRefusal refusal) {
        return new Verdict.Refuse(refusal.cause(), refusal.retryAfterSeconds(), 0, null);
    }

    private Verdict judge(ApplicationRequest request, KeyCache.Found.Keys found) {
        Verdict.Proven proven = proven(request, found.keys());
        if (proven == null) {
            return new Verdict.Refuse(RefusalCause.AUTHENTICATION_FAILED, 0, found.ageMs(), null);
        }
        boolean ciphered = request.header().ciphered();
        boolean allowed = proven.grant().confidentialityAllowed();
        if (ciphered && !allowed) {
            return new Verdict.Refuse(RefusalCause.CIPHERING_FORBIDDEN, 0, found.ageMs(), proven);
        }
        if (!ciphered && allowed && policy.cipheringRequired()) {
            return new Verdict.Refuse(RefusalCause.CIPHERING_REQUIRED, 0, found.ageMs(), proven);
        }
        return new Verdict.Take(proven);
    }

    /// The first of these keys that verifies the request.
    private Verdict.@Nullable Proven proven(ApplicationRequest request, List<CachedKey> keys) {
        for (CachedKey key : keys) {
            FullName name = fullName(request.keyName(), key.grant());
            LeafKeys leaf = LeafKeys.from(key.leaf());
            if (verifies(request, name, leaf)) {
                return new Verdict.Proven(name, key.grant(), leaf);
            }
            leaf.close();
        }
        return null;
    }

    private static FullName fullName(KeyName name, Grant grant) {
        return switch (name) {
            case KeyName.ByRand(RandId id) -> new FullName.ByRand(grant.rand(), id);
            case KeyName.ByGuti byGuti -> new FullName.ByGuti(byGuti.guti(), byGuti.eksi());
        };
    }

    private boolean verifies(ApplicationRequest request, FullName name, LeafKeys leaf) {
        return switch (request) {
            case CompactRequest compact ->
                    ConstantTime.equal(
                            compact.mac(),
                            leaf.compactT(
                                    policy.asId(),
                                    name,
                                    compact.header(),
                                    compact.randAs(),
                                    compact.body().toArray()));
            case LiteralRequest literal ->
                    ConstantTime.equal(
                                    literal.t(),
                                    leaf.literalT(literal.keyName().guti(), literal.randAs()))
                            && tagVerifies(literal, name, leaf);
        };
    }

    private boolean tagVerifies(LiteralRequest literal, FullName name, LeafKeys leaf) {
        RequestKeys.LiteralFields fields =
                new RequestKeys.LiteralFields(name, literal.randAs(), literal.t(), literal.body());
        KApp kApp = leaf.kApp(literal.randAs());
        try (Secret _ = kApp.octets()) {
            return ConstantTime.equal(
                    literal.mac(),
                    RequestKeys.literalTag(kApp, policy.asId(), literal.header(), fields));
        }
    }

    private byte @Nullable [] claim(
            ApplicationRequest request, Verdict.Proven proven, byte[] datagram) {
        Grant grant = proven.grant();
        return switch (claims.claim(
                grant.rand(), request.randAs(), sha256(datagram), grant.expiry())) {
            case ReplayClaims.Outcome.Admitted _ -> deliver(request, proven);
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

    private byte[] refuse(ApplicationRequest request, Verdict.Proven proven, RefusalCause cause) {
        return refuse(request, new Verdict.Refuse(cause, 0, 0, proven));
    }

    private byte[] deliver(ApplicationRequest request, Verdict.Proven proven) {
        Grant grant = proven.grant();
        KApp kApp = proven.leaf().kApp(request.randAs());
        try (Secret _ = kApp.octets()) {
            observers.kApp().observed(proven.name(), request.randAs(), kApp);
            byte[] body = request.body().toArray();
            boolean ciphered = request.header().ciphered();
            byte[] text = ciphered ? RequestKeys.applyCipher(kApp, request.header(), body) : body;
            Plaintext downlink =
                    application.answer(
                            grant.externalIdentifier(), request.keyName(), Plaintext.copyOf(text));
            byte[] response = respond(request, proven, kApp, downlink);
            claims.storeResponse(grant.rand(), request.randAs(), Octets.copyOf(response));
            return response;
        }
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
        Grant grant = proven.grant();
        ServerSession.Owner owner =
                new ServerSession.Owner(
                        grant.rand(),
                        request.keyName(),
                        grant.externalIdentifier(),
                        grant.expiry());
        ApplicationResponse response =
                sessions.add(id -> {
                    Octets t = down.t(ApplicationResponse.header(form, ciphered), id, 0, body);
                    return new SessionTable.Begun(
                            new ServerSession(
                                    SessionEnd.ofServer(id, ciphered, up, down),
                                    owner,
                                    grant.fetchedAtNs()),
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
                Direction.DOWNLINK,
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
