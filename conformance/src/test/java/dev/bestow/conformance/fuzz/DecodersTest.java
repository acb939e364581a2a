package dev.bestow.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Every decoder of octets from outside, on its corpus, cut, lengthened, with a bit flipped in each octet, and
/// mutated. [JazzerTest] is the long form, which lets coverage guide it. Another seed: `-Dfuzz.seed=…`; more:
/// `-Dfuzz.rounds=…`.
class DecodersTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_201L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 3_000);

    /// For one input, on a machine with other work to do.
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long MAX_ALLOCATED = 16L << 20;
    private static final int MAX_OCTETS = 2_048;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(SEED);

    static Set<String> decoders() {
        return Decoders.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anyOctetsGiveAValueOrATypedRefusal(String name) throws Exception {
        Decoder decoder = Objects.requireNonNull(Decoders.ALL.get(name), name);
        List<byte[]> corpus = Corpus.of(name).inputs();
        assertThat(corpus).as("corpus of %s", name).isNotEmpty();
        // Classes are loaded once.
        decoder.take(corpus.getFirst().clone());
        for (byte[] input : corpus) {
            take(name, decoder, input);
            for (int at = 0; at < Math.min(input.length, MAX_OCTETS); at++) {
                take(name, decoder, Arrays.copyOf(input, at));
                byte[] flipped = input.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                take(name, decoder, flipped);
            }
            take(name, decoder, Arrays.copyOf(input, input.length + 1));
        }
        for (int round = 0; round < ROUNDS; round++) {
            take(name, decoder, mutated(corpus));
        }
    }

    private void take(String name, Decoder decoder, byte[] input) {
        String what = "-Dfuzz.seed=%d, %s takes ".formatted(SEED, name);
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        try {
            decoder.take(input.clone());
        } catch (Exception | AssertionError e) {
            throw new AssertionError(what + HexFormat.of().formatHex(input), e);
        }
        long tookNs = System.nanoTime() - startNs;
        long took = threads.getCurrentThreadAllocatedBytes() - allocated;
        if (tookNs > MAX_NS || took > MAX_ALLOCATED) {
            throw new AssertionError(
                    what
                            + "%d ms and %d octets of memory for %s"
                                    .formatted(
                                            TimeUnit.NANOSECONDS.toMillis(tookNs),
                                            took,
                                            HexFormat.of().formatHex(input)));
        }
    }

    /// One of the corpus with up to eight changes: an octet, a run put in, a run left out, the end of another.
    private byte[] mutated(List<byte[]> corpus) {
        byte[] octets = corpus.get(random.nextInt(corpus.size()));
        for (int changes = random.nextInt(8); changes >= 0; changes--) {
            int at = random.nextInt(octets.length + 1);
            octets =
                    switch (random.nextInt(5)) {
                        case 0, 1 -> changed(octets, at);
                        case 2 -> spliced(octets, at, noise(), at);
                        case 3 ->
                                spliced(
                                        octets,
                                        at,
                                        new byte[0],
                                        Math.min(octets.length, at + 1 + random.nextInt(4)));
                        default -> {
                            byte[] other = corpus.get(random.nextInt(corpus.size()));
                            int from = random.nextInt(other.length + 1);
                            yield spliced(
                                    octets,
                                    at,
                                    Arrays.copyOfRange(other, from, other.length),
                                    octets.length);
                        }
                    };
        }
        return octets;
    }

    private byte[] changed(byte[] octets, int at) {
        byte[] changed = octets.clone();
        if (at < changed.length) {
            changed[at] =
                    (byte) (random.nextBoolean() ? random.nextInt() : 0xff * random.nextInt(2));
        }
        return changed;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] spliced(byte[] octets, int at, byte[] inserted, int rest) {
        byte[] out = Arrays.copyOf(octets, at + inserted.length + octets.length - rest);
        System.arraycopy(inserted, 0, out, at, inserted.length);
        System.arraycopy(octets, rest, out, at + inserted.length, octets.length - rest);
        return out.length > MAX_OCTETS ? Arrays.copyOf(out, MAX_OCTETS) : out;
    }

    /// A decoder without a fuzz target is found here, and a row about one that is gone.
    @Test
    void everyDecoderOfTheProductIsInTheTable() throws IOException {
        var listed = new TreeSet<String>();
        for (DecoderTable.Row row : DecoderTable.rows()) {
            listed.add(row.decoder());
            assertThat(Decoders.ALL.keySet())
                    .as("targets of %s", row.decoder())
                    .containsAll(row.targets());
            assertThat(row.targets().isEmpty() && row.reason().isBlank())
                    .as("%s has neither a target nor a reason", row.decoder())
                    .isFalse();
        }
        assertThat(listed)
                .as("fuzz/decoders.txt and the decoders of the product")
                .containsExactlyInAnyOrderElementsOf(DecoderTable.decodersOfTheProduct());
    }
}
