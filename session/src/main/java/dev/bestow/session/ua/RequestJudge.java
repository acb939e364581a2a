package dev.bestow.session.ua;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.KeyCache;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.CertificateRequest;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Finds the key of a request, lets the MAC decide, and checks the policy. Claims nothing.
final class RequestJudge {
    /// A cached key that does not fit is asked for anew when it is older than this: names are shorter
    /// than keys and get new owners. Not sooner, or strangers could cause a fetch per datagram.
    private static final long REFRESH_AFTER_MS = 1_000;

    private static final long MS_PER_SECOND = 1_000;

    private final UaPolicy policy;
    private final KeyCache keys;
    private final CertificateKeys certificateKeys;

    RequestJudge(UaPolicy policy, UaServer.Ports ports) {
        this.policy = policy;
        this.keys = ports.keys();
        this.certificateKeys = ports.certificateKeys();
    }

    Verdict judge(ApplicationRequest request, Octets source) {
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
        if (request instanceof CertificateRequest certificate
                && !certificateKeys.mayOpen(certificate)) {
            return new Verdict.Refuse(RefusalCause.CERTIFICATE_UNKNOWN, 0, 0, proven);
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
            case CompactRequest _, CertificateRequest _ ->
                    ConstantTime.equal(
                            request.mac(),
                            leaf.t(
                                    policy.asId(),
                                    name,
                                    request.header(),
                                    request.fresh(),
                                    request.body().toArray()));
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
}
