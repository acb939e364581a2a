package dev.bestow.link.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.bestow.core.Clock;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Tokens that are right, and each way in which one is not.
@SuppressWarnings("JavaUtilDate") // Nimbus speaks it.
final class TokenCheckTest {
    private static final String METER = "meter.example.net";
    private static final long HOUR_NS = 3_600_000_000_000L;

    private final Time time = new Time();
    private final TestIssuer issuer = new TestIssuer();
    private final TokenCheck check = check(TestIssuer.AUDIENCE);

    private TokenCheck check(@Nullable String audience) {
        return new TokenCheck(new TokenRules(TestIssuer.NAME, audience, 30, false), issuer, time);
    }

    private JWTClaimsSet.Builder claims() {
        return TestIssuer.claims(METER, time.nowMs());
    }

    private @Nullable String refusal(String token) {
        return switch (check.check(token)) {
            case TokenOutcome.Refused(String why) -> why;
            case TokenOutcome.Believed _ -> null;
        };
    }

    private @Nullable String refusal(JWTClaimsSet.Builder claims) {
        return refusal(issuer.token(claims));
    }

    @Test
    void aTokenSaysWhoseItIsForWhatAndWithWhichCertificate() {
        var bound = TestIssuer.bound(claims(), "thumbprint");
        assertThat(check.check(issuer.token(bound)))
                .isEqualTo(
                        new TokenOutcome.Believed(
                                new AccessToken(
                                        "meters-client",
                                        Set.of("openid", "bestow-keys:meter.example.net"),
                                        "thumbprint")));
        var subjectAlone = claims().claim("client_id", null).claim("scope", null);
        assertThat(check.check(issuer.token(subjectAlone)))
                .isEqualTo(new TokenOutcome.Believed(new AccessToken("meters", Set.of(), null)));
    }

    @Test
    void timesCountWithinTheLeewayAndNotBeyond() {
        long nowMs = time.nowMs();
        assertThat(refusal(claims().expirationTime(new Date(nowMs - 29_000)))).isNull();
        assertThat(refusal(claims().expirationTime(new Date(nowMs - 30_000))))
                .isEqualTo("it is expired");
        assertThat(refusal(claims().expirationTime(null))).isEqualTo("it is expired");
        assertThat(refusal(claims().notBeforeTime(new Date(nowMs + 30_000)))).isNull();
        assertThat(refusal(claims().notBeforeTime(new Date(nowMs + 31_000))))
                .isEqualTo("it is not valid yet");
        assertThat(refusal(claims().issueTime(new Date(nowMs + 31_000))))
                .as("the issuer's clock is ahead")
                .isEqualTo("it is not valid yet");
    }

    @Test
    void itIsOfTheIssuerAndForTheAudience() {
        assertThat(refusal(claims().issuer("https://issuer.example.com")))
                .isEqualTo("it is of another issuer");
        assertThat(refusal(claims().issuer(null))).isEqualTo("it is of another issuer");
        assertThat(refusal(claims().audience("https://other.example.net")))
                .isEqualTo("it is for another audience");
        assertThat(refusal(claims().audience((String) null)))
                .isEqualTo("it is for another audience");
        String without = issuer.token(claims().audience((String) null));
        assertThat(check(null).check(without)).isInstanceOf(TokenOutcome.Believed.class);
    }

    @Test
    void whatAnybodyCanSignIsRefusedBeforeAKeyIsLookedFor() throws Exception {
        assertThat(refusal(new PlainJWT(claims().build()).serialize()))
                .isEqualTo("it is no signed JWT");
        byte[] publicKey =
                issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        var hmac =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                        claims().build());
        hmac.sign(new MACSigner(publicKey));
        assertThat(refusal(hmac.serialize())).isEqualTo("its algorithm is not taken");
        assertThat(issuer.reads()).isZero();
        for (String noise : new String[] {"", "a.b.c", "....", "e30.e30.e30", "é"}) {
            assertThat(refusal(noise)).as(noise).isEqualTo("it is no signed JWT");
        }
    }

    @Test
    void aChangedTokenOrOneOfAnotherKeyIsRefused() {
        String token = issuer.token(claims());
        String[] parts = token.split("\\.", -1);
        String other = issuer.token(claims().claim("scope", "bestow-keys:other.example.net"));
        String mixed = parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
        assertThat(refusal(mixed)).isEqualTo("no key of the issuer has signed it");
        assertThat(refusal(TestIssuer.token(claims(), TestIssuer.key("first"))))
                .as("another key of that name")
                .isEqualTo("no key of the issuer has signed it");
        String header =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"alg\":\"ES256\",\"crit\":[\"b\"],\"b\":1,\"kid\":\"first\"}"
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(header + "." + parts[1] + "." + parts[2])).isNotNull();
    }

    @Test
    void rsaIsTakenToo() throws Exception {
        var rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
        issuer.publish(rsa);
        for (JWSAlgorithm algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS256, JWSAlgorithm.PS256}) {
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID("rsa").build(),
                            claims().build());
            jwt.sign(new RSASSASigner(rsa));
            assertThat(refusal(jwt.serialize())).isNull();
        }
    }

    @Test
    void aRotatedKeyIsFetchedOnceAndThenNotForFiveMinutes() {
        assertThat(refusal(claims())).isNull();
        ECKey before = issuer.rotate("second");
        assertThat(refusal(claims())).as("too soon to read again").isNotNull();
        assertThat(issuer.reads()).isEqualTo(1);
        time.passSeconds(IssuerKeys.COOLDOWN_SECONDS);
        assertThat(refusal(claims())).isNull();
        assertThat(refusal(TestIssuer.token(claims(), before))).as("withdrawn").isNotNull();
        for (int i = 0; i < 100; i++) {
            refusal(TestIssuer.token(claims(), TestIssuer.key("stranger" + i)));
        }
        assertThat(issuer.reads()).as("whatever strangers send").isEqualTo(2);
    }

    @Test
    void anOldKeySetThatComesBackBringsNoKeyBack() {
        assertThat(refusal(claims())).isNull();
        ECKey stolen = issuer.rotate("second");
        time.passSeconds(IssuerKeys.COOLDOWN_SECONDS);
        assertThat(refusal(claims())).isNull();
        issuer.publish(stolen);
        time.passSeconds(IssuerKeys.COOLDOWN_SECONDS);
        assertThat(refusal(TestIssuer.token(claims(), stolen)))
                .isEqualTo("no key of the issuer has signed it");
        assertThat(issuer.reads()).isEqualTo(3);
    }

    @Test
    void aSetIsReadAgainAfterAnHourAndTheOldOneServesWhileTheIssuerIsAway() {
        String token =
                issuer.token(claims().expirationTime(new Date(time.nowMs() + HOUR_NS / 100_000)));
        assertThat(refusal(token)).isNull();
        issuer.breaks();
        time.nowNs.addAndGet(HOUR_NS);
        assertThat(refusal(token)).isNull();
        assertThat(issuer.reads()).isEqualTo(2);
    }

    @Test
    void manyAtOnceReadTheSetOnce() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                threads.execute(() -> refusal(claims()));
            }
        }
        assertThat(issuer.reads()).isEqualTo(1);
        assertThat(refusal(claims())).isNull();
    }

    private static final class Time implements Clock {
        private final long startMs = 1_790_000_000_000L;
        private final AtomicLong nowNs = new AtomicLong();

        void passSeconds(long seconds) {
            nowNs.addAndGet(seconds * 1_000_000_000);
        }

        @Override
        public long nowMs() {
            return startMs;
        }

        @Override
        public long nowNs() {
            return nowNs.get();
        }
    }
}
