package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Autn;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// A second opinion on MILENAGE, the test algorithm, AUTN and AUTS by `osmo-auc-gen` (Debian:
/// libosmocore-utils), on random inputs. The seed is in the name of a failing test. It has no TUAK.
class OsmoAucGenInterop {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;

    /// One random subscriber and challenge, in hex as the tool takes it.
    private record Sample(long seed, String k, String opc, String rand, String amf, long sqn) {
        static Sample of(long seed) {
            Random random = new Random(seed);
            return new Sample(
                    seed,
                    hex(random, 16),
                    hex(random, 16),
                    hex(random, 16),
                    hex(random, 2),
                    random.nextLong(1L << Sqn.BITS));
        }

        private static String hex(Random random, int length) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            return Octets.copyOf(octets).hex();
        }

        Credentials credentials() {
            return Credentials.milenage(new SubscriberKey(secret(k)), new Opc(secret(opc)));
        }

        Credentials testCard() {
            return new Credentials(
                    new InsecureTestXor("a second opinion"),
                    new SubscriberKey(secret(k)),
                    OperatorVariant.NONE);
        }

        @Override
        public String toString() {
            return "seed " + seed;
        }
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @BeforeAll
    static void theToolIsThere() {
        boolean there =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "osmo-auc-gen").canExecute());
        if (!there && Boolean.getBoolean("interop.required")) {
            throw new AssertionError("osmo-auc-gen is not installed (Debian: libosmocore-utils)");
        }
        assumeTrue(there, "SKIPPED: osmo-auc-gen is not installed (Debian: libosmocore-utils)");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesOnQuintets(long seed) throws Exception {
        Sample sample = Sample.of(seed);
        Map<String, String> theirs = run(sample, "-s", Long.toString(sample.sqn()));
        Sqn sqn = new Sqn(sample.sqn());
        try (Credentials credentials = sample.credentials();
                AuthenticationVector ours =
                        AuthenticationCentre.quintet(
                                credentials,
                                Rand.parse(sample.rand()),
                                sqn,
                                Amf.parse(sample.amf()))) {
            assertSame(theirs, ours);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void acceptsOurAutsAndOurCardItsNextVector(long seed) throws Exception {
        Sample sample = Sample.of(seed);
        Rand rand = Rand.parse(sample.rand());
        Sqn sqnMs = new Sqn(sample.sqn() >>> 1);
        Auts auts = auts(sample, rand, sqnMs);
        Map<String, String> theirs = run(sample, "-A", auts.octets().hex());
        assertThat(theirs).containsEntry("SQN.MS", Long.toString(sqnMs.value()));
        Sqn next = new Sqn(Long.parseLong(theirs.get("SQN")));
        assertThat(PROFILE.seq(next)).isEqualTo(PROFILE.seq(sqnMs) + 1);
        try (Credentials credentials = sample.credentials();
                SoftUsim card = cardAt(sample, sqnMs)) {
            AuthenticationVector ours =
                    AuthenticationCentre.quintet(credentials, rand, next, Amf.parse(sample.amf()));
            assertSame(theirs, ours);
            assertThat(card.authenticate(rand, ours.autn()))
                    .isEqualTo(new UsimAnswer.Success(ours.xres(), ours.ckIk()));
            assertThat(AuthenticationCentre.verify(credentials, rand, auts))
                    .isEqualTo(new AutsCheck.Verified(sqnMs));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusesAForgedAutsAsWeDo(long seed) throws Exception {
        Sample sample = Sample.of(seed);
        Rand rand = Rand.parse(sample.rand());
        byte[] octets = auts(sample, rand, new Sqn(sample.sqn())).octets().toArray();
        int bit = new Random(seed).nextInt(8 * octets.length);
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        Auts forged = new Auts(Octets.copyOf(octets));
        assertThat(run(sample, "-A", forged.octets().hex())).doesNotContainKey("AUTN");
        try (Credentials credentials = sample.credentials()) {
            assertThat(AuthenticationCentre.verify(credentials, rand, forged))
                    .isEqualTo(new AutsCheck.MacMismatch());
        }
    }

    /// What a card at `sqnMs` answers to a vector it has seen already.
    private static Auts auts(Sample sample, Rand rand, Sqn sqnMs) {
        try (SoftUsim card = cardAt(sample, sqnMs);
                AkaFunctions centre = sample.credentials().functions()) {
            UsimAnswer answer = card.authenticate(rand, centre.vector(rand, sqnMs, Amf.EPS).autn());
            return ((UsimAnswer.SynchronisationFailure) answer).auts();
        }
    }

    private static SoftUsim cardAt(Sample sample, Sqn sqnMs) {
        return new SoftUsim(sample.credentials(), SqnArray.fresh(PROFILE).with(sqnMs));
    }

    private static void assertSame(Map<String, String> theirs, AuthenticationVector ours) {
        assertThat(theirs)
                .containsEntry("AUTN", ours.autn().octets().hex())
                .containsEntry("RES", ours.xres().hex());
        assertThat(ours.ckIk().octets()).isEqualTo(secret(theirs.get("CK") + theirs.get("IK")));
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    /// The tool takes an SQN less one increment for its answer, but does not add it for XOR.
    @ParameterizedTest
    @MethodSource("seeds")
    void agreesOnTheTestAlgorithm(long seed) throws Exception {
        Sample sample = Sample.of(seed);
        Rand rand = Rand.parse(sample.rand());
        Sqn sqn = new Sqn(sample.sqn());
        String asked = Long.toString(sample.sqn() + PROFILE.slots());
        assertSame(
                run("XOR", sample, "-s", asked),
                AuthenticationCentre.quintet(
                        sample.testCard(), rand, sqn, Amf.parse(sample.amf())));
        SoftUsim card = new SoftUsim(sample.testCard(), SqnArray.fresh(PROFILE).with(sqn));
        Autn seen = AuthenticationCentre.quintet(sample.testCard(), rand, sqn, Amf.EPS).autn();
        Auts auts = ((UsimAnswer.SynchronisationFailure) card.authenticate(rand, seen)).auts();
        assertThat(run("XOR", sample, "-A", auts.octets().hex()))
                .containsEntry("SQN.MS", Long.toString(sqn.value()));
    }

    /// The `NAME:<tab>value` lines the tool prints; none but comments when it refuses.
    private static Map<String, String> run(Sample sample, String... more)
            throws IOException, InterruptedException {
        return run("MILENAGE", sample, more);
    }

    private static Map<String, String> run(String algorithm, Sample sample, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("osmo-auc-gen", "-3", "-a", algorithm));
        command.addAll(
                List.of(
                        "-k",
                        sample.k(),
                        "-o",
                        sample.opc(),
                        "-f",
                        sample.amf(),
                        "-r",
                        sample.rand()));
        command.addAll(List.of(more));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(tool.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(tool.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Map<String, String> values = new HashMap<>();
        for (String line : printed.lines().toList()) {
            String[] parts = line.split(":\\s+", 2);
            if (parts.length == 2) {
                values.put(parts[0], parts[1]);
            }
        }
        return values;
    }
}
