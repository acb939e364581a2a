package dev.bestow.session.ua;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.KeyTrial;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.CertificateRequest;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// Finds the key of a request, lets the MAC decide, and checks the policy. Claims nothing.
final class RequestJudge {
    private final UaPolicy policy;
    private final KeyTrial keys;
    private final CertificateKeys certificateKeys;

    RequestJudge(UaPolicy policy, UaServer.Ports ports) {
        this.policy = policy;
        this.keys = new KeyTrial(ports.keys(), TimeUnit.SECONDS.toMillis(policy.keyCacheSeconds()));
        this.certificateKeys = ports.certificateKeys();
    }

    Verdict judge(ApplicationRequest request, Octets source) {
        return switch (keys.of(
                request.keyName(),
                source,
                key -> proven(request, key),
                grant -> misfit(request, grant) == null)) {
            case KeyTrial.Outcome.Missing<Verdict.Proven>(var why) -> refused(KeyRefusal.of(why));
            case KeyTrial.Outcome.Refuted<Verdict.Proven> _ ->
                    refused(new KeyRefusal(RefusalCause.AUTHENTICATION_FAILED, 0));
            case KeyTrial.Outcome.Verified<Verdict.Proven>(var proven, _) ->
                    judged(request, proven);
        };
    }

    private static Verdict.Refuse refused(KeyRefusal refusal) {
        return new Verdict.Refuse(refusal.cause(), refusal.retryAfterSeconds(), null);
    }

    private Verdict judged(ApplicationRequest request, Verdict.Proven proven) {
        RefusalCause misfit = misfit(request, proven.grant());
        if (misfit != null) {
            return new Verdict.Refuse(misfit, 0, proven);
        }
        if (request instanceof CertificateRequest certificate
                && !certificateKeys.mayOpen(certificate)) {
            return new Verdict.Refuse(RefusalCause.CERTIFICATE_UNKNOWN, 0, proven);
        }
        return new Verdict.Take(proven);
    }

    /// What is wrong with the ciphering of the request under that grant, or null.
    private @Nullable RefusalCause misfit(ApplicationRequest request, Grant grant) {
        boolean ciphered = request.header().ciphered();
        boolean allowed = grant.confidentialityAllowed();
        if (ciphered && !allowed) {
            return RefusalCause.CIPHERING_FORBIDDEN;
        }
        return !ciphered && allowed && policy.cipheringRequired()
                ? RefusalCause.CIPHERING_REQUIRED
                : null;
    }

    private Verdict.@Nullable Proven proven(ApplicationRequest request, CachedKey key) {
        FullName name = fullName(request.keyName(), key.grant());
        LeafKeys leaf = LeafKeys.from(key.leaf());
        if (verifies(request, name, leaf)) {
            return new Verdict.Proven(name, key.grant(), leaf);
        }
        leaf.close();
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
