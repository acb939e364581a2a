package dev.bestow.link.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.bestow.core.Clock;

import org.jspecify.annotations.Nullable;

import java.text.ParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Whether a token is believed: a JWT signed by the issuer with an asymmetric algorithm of our list, for us, now. What
/// signs without a private key, `none` and the HMACs, is refused before a key is looked for. May block while the
/// issuer's keys are read. Thread-safe.
public final class TokenCheck {
    /// EdDSA (RFC 8037) with Ed25519 alone, which RFC 9864 calls by the name of the curve; Ed448 is not taken.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512,
                    JWSAlgorithm.EdDSA,
                    JWSAlgorithm.Ed25519);

    private static final int MAX_CLIENT_CHARACTERS = 256;
    private static final long MS_PER_SECOND = 1_000;

    private final TokenRules rules;
    private final IssuerKeys keys;
    private final Clock clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    public TokenCheck(TokenRules rules, KeySetSource keys, Clock clock) {
        this.rules = rules;
        this.keys = new IssuerKeys(keys, clock);
        this.clock = clock;
    }

    /// Which tokens it believes.
    public TokenRules rules() {
        return rules;
    }

    /// What this token comes to.
    public TokenOutcome check(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
                return new TokenOutcome.Refused("its algorithm is not taken");
            }
            if (!isSigned(jwt, keys.of(jwt.getHeader()))
                    && !isSigned(jwt, keys.ofNewer(jwt.getHeader()))) {
                return new TokenOutcome.Refused("no key of the issuer has signed it");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String fault = fault(claims);
            return fault == null
                    ? new TokenOutcome.Believed(believed(claims))
                    : new TokenOutcome.Refused(fault);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return new TokenOutcome.Refused("it is no signed JWT");
        }
    }

    private boolean isSigned(SignedJWT jwt, List<JWK> candidates) throws JOSEException {
        for (JWK key : candidates) {
            if (isSigned(jwt, key)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSigned(SignedJWT jwt, JWK key) throws JOSEException {
        return switch (key) {
            case OctetKeyPair pair -> Ed25519Signature.isOf(pair, jwt);
            case AsymmetricJWK asymmetric ->
                    jwt.verify(
                            verifiers.createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()));
            default -> false;
        };
    }

    /// What is wrong with signed claims, or null.
    @SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
    private @Nullable String fault(JWTClaimsSet claims) {
        if (!rules.issuer().equals(claims.getIssuer())) {
            return "it is of another issuer";
        }
        if (rules.audience() != null && !claims.getAudience().contains(rules.audience())) {
            return "it is for another audience";
        }
        long nowMs = clock.nowMs();
        long leewayMs = rules.leewaySeconds() * MS_PER_SECOND;
        Date end = claims.getExpirationTime();
        if (end == null || nowMs >= end.getTime() + leewayMs) {
            return "it is expired";
        }
        boolean early =
                isAfter(claims.getNotBeforeTime(), nowMs + leewayMs)
                        || isAfter(claims.getIssueTime(), nowMs + leewayMs);
        return early ? "it is not valid yet" : null;
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
    private static boolean isAfter(@Nullable Date date, long ms) {
        return date != null && date.getTime() > ms;
    }

    private static AccessToken believed(JWTClaimsSet claims) throws ParseException {
        String scope = Objects.requireNonNullElse(claims.getStringClaim("scope"), "").strip();
        return new AccessToken(
                client(claims),
                scope.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(scope.split(" +"))),
                certificate(claims));
    }

    private static String client(JWTClaimsSet claims) throws ParseException {
        String named = claims.getStringClaim("client_id");
        String client = Objects.requireNonNullElse(named == null ? claims.getSubject() : named, "");
        return client.substring(0, Math.min(client.length(), MAX_CLIENT_CHARACTERS));
    }

    private static @Nullable String certificate(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
        return confirmation != null && confirmation.get("x5t#S256") instanceof String thumbprint
                ? thumbprint
                : null;
    }
}
