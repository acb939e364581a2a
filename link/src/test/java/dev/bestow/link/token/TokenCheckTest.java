package dev.bestow.link.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.bestow.core.Clock;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

    /// Ed25519 by both of its names, RFC 8037 and RFC 9864.
    @Test
    void ed25519IsTakenToo() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        issuer.publish(ed25519("ed", pair));
        for (JWSAlgorithm name : new JWSAlgorithm[] {JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519}) {
            String input = input(new JWSHeader.Builder(name).keyID("ed").build(), claims());
            byte[] signature = signature(pair, input);
            assertThat(refusal(token(input, signature))).isNull();
            signature[0] ^= 1;
            assertThat(refusal(token(input, signature))).isNotNull();
            signature[0] ^= 1;
            assertThat(refusal(token(input, Arrays.copyOf(signature, 63)))).isNotNull();
            assertThat(refusal(token(input, Arrays.copyOf(signature, 65)))).isNotNull();
            String other =
                    input(new JWSHeader.Builder(name).keyID("ed").build(), claims().subject("x"));
            assertThat(refusal(token(other, signature))).isNotNull();
        }
    }

    @Test
    void anEd25519KeyServesNoOtherAlgorithmAndNoExtension() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        issuer.publish(ed25519("ed", pair), issuer.key());
        String es256 =
                input(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ed").build(), claims());
        assertThat(refusal(token(es256, signature(pair, es256)))).isNotNull();
        String eddsa =
                input(new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("first").build(), claims());
        assertThat(refusal(token(eddsa, signature(pair, eddsa)))).as("a key on P-256").isNotNull();
        var critical =
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .keyID("ed")
                        .criticalParams(Set.of("x"))
                        .customParam("x", 1)
                        .build();
        String extended = input(critical, claims());
        assertThat(refusal(token(extended, signature(pair, extended)))).isNotNull();
    }

    /// RFC 8037 appendix A.4.
    @Test
    void theSignatureOfTheRfcVerifies() throws Exception {
        var key =
                new OctetKeyPair.Builder(
                                Curve.Ed25519,
                                new Base64URL("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
                        .build();
        var jws =
                SignedJWT.parse(
                        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5B"
                                + "hVsPt9g7sVvpAr_MuM0KAg");
        assertThat(Ed25519Signature.isOf(key, jws)).isTrue();
        var elsewhere = new OctetKeyPair.Builder(Curve.X25519, key.getX()).build();
        assertThat(Ed25519Signature.isOf(elsewhere, jws)).isFalse();
        var shorter = new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL("11qY")).build();
        assertThat(Ed25519Signature.isOf(shorter, jws)).isFalse();
    }

    private static OctetKeyPair ed25519(String id, KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).keyID(id).build();
    }

    private static String input(JWSHeader header, JWTClaimsSet.Builder claims) {
        return header.toBase64URL() + "." + Base64URL.encode(claims.build().toString());
    }

    private static byte[] signature(KeyPair pair, String input) throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static String token(String input, byte[] signature) {
        return input + "." + Base64URL.encode(signature);
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
    void anIssuerThatIsAwayIsAskedEachFiveMinutesAndBelievedForADay() {
        String token =
                issuer.token(claims().expirationTime(new Date(time.nowMs() + HOUR_NS / 100_000)));
        assertThat(refusal(token)).isNull();
        issuer.breaks();
        time.nowNs.addAndGet(HOUR_NS);
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(token)).isNull();
            assertThat(refusal(token)).isNull();
            time.passSeconds(IssuerKeys.COOLDOWN_SECONDS);
        }
        assertThat(issuer.reads()).isEqualTo(4);
        time.passSeconds(IssuerKeys.MAX_SILENCE_SECONDS);
        assertThat(refusal(token)).isEqualTo("no key of the issuer has signed it");
        issuer.recovers();
        time.passSeconds(IssuerKeys.COOLDOWN_SECONDS);
        assertThat(refusal(token)).isNull();
    }

    /// A slow issuer is waited for by those who need what it will say.
    @Test
    @Timeout(30)
    void whoseKeyIsKnownDoesNotWaitForAReading() throws Exception {
        var slow = new SlowIssuer();
        var keys = new TokenCheck(new TokenRules(TestIssuer.NAME, null, 30, false), slow, time);
        String known = issuer.token(claims());
        assertThat(keys.check(known)).isInstanceOf(TokenOutcome.Believed.class);
        ECKey second = TestIssuer.key("second");
        String unknown = TestIssuer.token(claims(), second);
        issuer.publish(issuer.key(), second);
        time.nowNs.addAndGet(HOUR_NS);
        slow.gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = threads.submit(() -> keys.check(known));
            slow.asked.await();
            var waits = threads.submit(() -> keys.check(unknown));
            try {
                var knows = threads.submit(() -> keys.check(known));
                assertThat(knows.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(TokenOutcome.Believed.class);
                assertThat(reader.isDone()).isFalse();
                assertThat(waits.isDone()).isFalse();
            } finally {
                slow.gate.countDown();
            }
            assertThat(reader.get()).isInstanceOf(TokenOutcome.Believed.class);
            assertThat(waits.get()).isInstanceOf(TokenOutcome.Believed.class);
        }
        assertThat(issuer.reads()).isEqualTo(2);
    }

    /// Answers when its gate is open.
    private final class SlowIssuer implements KeySetSource {
        private final CountDownLatch asked = new CountDownLatch(2);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public String read() throws IOException {
            asked.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return issuer.read();
        }
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
