package dev.bestow.link.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// An issuer of tokens whose clock and keys are the test's.
@SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
public final class TestIssuer implements KeySetSource {
    public static final String NAME = "https://issuer.example.net";
    public static final String AUDIENCE = "https://scef.example.net";

    private final List<JWK> published = new ArrayList<>();
    private ECKey key = key("first");
    private int reads;
    private boolean broken;

    public TestIssuer() {
        published.add(key.toPublicJWK());
    }

    public static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String read() throws IOException {
        reads++;
        if (broken) {
            throw new IOException("the issuer is away");
        }
        return new JWKSet(published).toString();
    }

    public int reads() {
        return reads;
    }

    public void breaks() {
        broken = true;
    }

    public void recovers() {
        broken = false;
    }

    /// Signs with a new key from now on, which is in the set alone.
    public ECKey rotate(String id) {
        ECKey before = key;
        key = key(id);
        publish(key);
        return before;
    }

    public void publish(JWK... keys) {
        published.clear();
        Arrays.stream(keys).map(JWK::toPublicJWK).forEach(published::add);
    }

    public ECKey key() {
        return key;
    }

    /// What every proper token has.
    public static JWTClaimsSet.Builder claims(String endpoint, long nowMs) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("meters")
                .claim("client_id", "meters-client")
                .claim("scope", "openid " + AccessToken.scopeOf(endpoint))
                .issueTime(new Date(nowMs))
                .expirationTime(new Date(nowMs + 600_000));
    }

    /// These claims, of whoever has the certificate.
    public static JWTClaimsSet.Builder bound(JWTClaimsSet.Builder claims, String thumbprint) {
        return claims.claim("cnf", Map.of("x5t#S256", thumbprint));
    }

    public String token(JWTClaimsSet.Builder claims) {
        return token(claims, key);
    }

    public static String token(JWTClaimsSet.Builder claims, ECKey key) {
        try {
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                            claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
