package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Mutations of every message, plain and protected. Whatever the octets are: a message, the typed
/// refusal or the refusing value, and soon. Another seed: `-Dfuzz.seed=…`; more of them: `-Dfuzz.rounds=…`.
class NasFuzz {
    private static final long SEED = Long.getLong("fuzz.seed", 24_301L);
    private static final int ROUNDS_PER_SAMPLE = Integer.getInteger("fuzz.rounds", 200);
    private static final int MAX_OCTETS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Identifiers that the formats hang on: extended, fixed, half octet, comprehension required.
    private static final int[] TELLING = {
        0x00, 0x0f, 0x10, 0x13, 0x50, 0x52, 0x78, 0x7f, 0x80, 0xf0, 0xff
    };

    private final Random random = new Random(SEED);

    private static List<byte[]> plainSamples() {
        return NasSamples.ALL.stream().map(NasCodec::encode).toList();
    }

    @Test
    void everyMutationOfAPlainMessageIsReadOrRefusedByKind() {
        run(
                plainSamples(),
                octets -> {
                    try {
                        for (Direction way : Direction.values()) {
                            NasMessage message = NasCodec.decode(octets, way);
                            assertThat(NasCodec.decode(NasCodec.encode(message), way))
                                    .isEqualTo(message);
                            assertThat(message.name()).isNotBlank();
                        }
                    } catch (NasDecodeException refused) {
                        assertThat(refused.offset()).isBetween(0, octets.length);
                        assertThat(refused.kind().cause()).isNotNull();
                    }
                });
    }

    @Test
    void noMutationOfAProtectedMessageIsAccepted() {
        NasSecurity mme = NasSecurity.ofMme(NasSecurityVectors.kasme(), NasAlgorithms.EEA2_EIA2);
        NasSecurity ue = NasSecurity.ofUe(NasSecurityVectors.kasme(), NasAlgorithms.EEA2_EIA2);
        List<byte[]> genuine = new ArrayList<>();
        for (byte[] plain : plainSamples()) {
            genuine.add(ue.protect(plain, SecurityHeaderType.CIPHERED));
            genuine.add(ue.protect(plain, SecurityHeaderType.PARTLY_CIPHERED));
            genuine.add(ue.serviceRequest(NasSamples.EKSI));
        }
        run(
                genuine,
                octets -> {
                    boolean mutated =
                            genuine.stream().noneMatch(pdu -> sameBehindTheType(pdu, octets));
                    boolean half =
                            SecurityHeaderType.of(octets)
                                    .filter(SecurityHeaderType.SERVICE_REQUEST::equals)
                                    .isPresent();
                    // 16 bits of MAC are guessed once in a while; all others never.
                    if (mutated && !half) {
                        assertThat(mme.unprotect(octets))
                                .isNotInstanceOf(Unprotected.Accepted.class);
                    }
                    assertThat(NasSecurity.unverifiedMessage(octets).map(Octets::length).orElse(0))
                            .isLessThanOrEqualTo(octets.length);
                });
    }

    /// The MAC covers nothing of the first octet but that it names a protected message.
    private static boolean sameBehindTheType(byte[] a, byte[] b) {
        return b.length > 0 && Arrays.equals(a, 1, a.length, b, 1, b.length);
    }

    @Test
    void aGenuinePeerThatSendsNonsenseUnderAGoodMacIsAnsweredByValue() {
        NasSecurity mme = NasSecurity.ofMme(NasSecurityVectors.kasme(), NasAlgorithms.EEA2_EIA2);
        NasSecurity ue = NasSecurity.ofUe(NasSecurityVectors.kasme(), NasAlgorithms.EEA2_EIA2);
        run(
                plainSamples(),
                octets -> {
                    SecurityHeaderType type =
                            octets.length % 2 == 0
                                    ? SecurityHeaderType.PARTLY_CIPHERED
                                    : SecurityHeaderType.CIPHERED;
                    switch (mme.unprotect(ue.protect(octets, type))) {
                        case Unprotected.Accepted accepted ->
                                assertThat(accepted.plain()).isEqualTo(Octets.copyOf(octets));
                        case Unprotected.Refused refused -> {
                            assertThat(octets).isEmpty();
                            assertThat(refused.reason()).isEqualTo(Unprotected.Reason.TRUNCATED);
                        }
                        case Unprotected.Plain plain ->
                                Assertions.fail("a protected message came as " + plain);
                    }
                });
    }

    @FunctionalInterface
    private interface Target {
        void accept(byte[] octets);
    }

    private void run(List<byte[]> samples, Target target) {
        Assertions.assertTimeoutPreemptively(
                LIMIT, () -> mutateAll(samples, target), "seed " + SEED);
    }

    private void mutateAll(List<byte[]> samples, Target target) {
        for (byte[] sample : samples) {
            for (int round = 0; round < ROUNDS_PER_SAMPLE; round++) {
                byte[] octets = sample;
                for (int i = random.nextInt(4); i >= 0; i--) {
                    octets = mutate(octets, samples);
                }
                try {
                    target.accept(octets);
                } catch (RuntimeException | AssertionError failure) {
                    throw new AssertionError(
                            "seed " + SEED + ", octets " + HexFormat.of().formatHex(octets),
                            failure);
                }
            }
        }
    }

    private byte[] mutate(byte[] octets, List<byte[]> samples) {
        int at = octets.length == 0 ? 0 : random.nextInt(octets.length);
        return switch (random.nextInt(7)) {
            case 0 -> changed(octets, at, 1 << random.nextInt(8));
            case 1 -> changed(octets, at, random.nextInt(256));
            case 2 -> Arrays.copyOf(octets, at);
            case 3 ->
                    spliced(
                            octets,
                            at,
                            new byte[] {(byte) TELLING[random.nextInt(TELLING.length)]},
                            0);
            case 4 -> spliced(octets, at, randomOctets(), 0);
            case 5 ->
                    spliced(
                            octets,
                            at,
                            new byte[0],
                            Math.min(octets.length - at, 1 + random.nextInt(4)));
            default -> spliced(octets, at, samples.get(random.nextInt(samples.size())), 0);
        };
    }

    private byte[] randomOctets() {
        byte[] octets = new byte[1 + random.nextInt(12)];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] changed(byte[] octets, int at, int mask) {
        byte[] changed = octets.clone();
        if (changed.length > 0) {
            changed[at] ^= (byte) mask;
        }
        return changed;
    }

    /// `octets` with `removed` octets at `at` replaced by `inserted`, cut at a sensible length.
    private static byte[] spliced(byte[] octets, int at, byte[] inserted, int removed) {
        byte[] out = new byte[octets.length - removed + inserted.length];
        System.arraycopy(octets, 0, out, 0, at);
        System.arraycopy(inserted, 0, out, at, inserted.length);
        System.arraycopy(
                octets, at + removed, out, at + inserted.length, octets.length - at - removed);
        return out.length > MAX_OCTETS ? Arrays.copyOf(out, MAX_OCTETS) : out;
    }
}
