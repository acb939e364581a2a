package dev.bestow.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Mutations of every sample. As a stranger sends them, none but a sample is read; under a good authenticator, as a
/// client with the secret sends them, each is read and answered or refused by value. Another seed: `-Dfuzz.seed=…`.
class AccountingFuzz {
    private static final long SEED = Long.getLong("fuzz.seed", 2_866L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);
    private static final int HEADER_OCTETS = 20;

    private final Random random = new Random(SEED);
    private final Secret secret = AccountingSamples.secret();

    @Test
    void noMutationOfAStrangerIsReadAndNothingThrows() {
        List<byte[]> samples = AccountingSamples.requests();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] sample = samples.get(random.nextInt(samples.size()));
            byte[] octets = mutate(sample);
            boolean same =
                    octets.length >= sample.length
                            && Arrays.equals(sample, Arrays.copyOf(octets, sample.length));
            ReceivedAccounting read = decode(octets);
            assertThat(read instanceof AccountingRequest).as(where(octets)).isEqualTo(same);
        }
    }

    @Test
    void nonsenseUnderAGoodAuthenticatorIsReadOrRefused() {
        List<byte[]> samples = AccountingSamples.requests();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] sample = samples.get(random.nextInt(samples.size()));
            byte[] body = Arrays.copyOfRange(sample, HEADER_OCTETS, sample.length);
            byte[] octets = AccountingSamples.request(1, AccountingSamples.SECRET, mutate(body));
            switch (decode(octets)) {
                case AccountingRequest request -> {
                    byte[] response = AccountingCodec.encodeResponse(request, secret);
                    assertThat(
                                    AccountingSamples.answers(
                                            response, octets, AccountingSamples.SECRET))
                            .as(where(octets))
                            .isTrue();
                    read++;
                }
                case UndecodableAccounting refused ->
                        assertThat(refused.field()).as(where(octets)).isNotBlank();
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS);
    }

    private ReceivedAccounting decode(byte[] octets) {
        try {
            return AccountingCodec.decode(octets, secret);
        } catch (RuntimeException bug) {
            throw new AssertionError(where(octets), bug);
        }
    }

    private static String where(byte[] octets) {
        return "seed " + SEED + ", octets " + HexFormat.of().formatHex(octets);
    }

    private byte[] mutate(byte[] octets) {
        byte[] changed = octets.clone();
        int at = random.nextInt(octets.length);
        switch (random.nextInt(4)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed = Arrays.copyOf(octets, at);
            default -> changed = Arrays.copyOf(octets, octets.length + 1 + random.nextInt(9));
        }
        return changed;
    }
}
