package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.Arrays;
import java.util.Random;

/// Octets nobody meant: nothing throws, nothing is delivered, no answer is longer than its question.
class UaFuzz {
    private static final int ROUNDS = 400;

    @RepeatedTest(4)
    void noOctetsHarmServerOrClient(RepetitionInfo repetition) {
        long seed = 1_000L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Journey journey = Journey.seeded(seed);
        UaSession session = journey.session();
        PendingRequest pending = journey.compact().request(Journey.REPORT);
        byte[][] models = {
            pending.datagram(),
            session.seal(Journey.REPORT),
            journey.serve(session.seal(Journey.REPORT)),
            new byte[70]
        };
        journey.delivered.clear();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] datagram = mutate(models[random.nextInt(models.length)], random);
            byte[] answer = journey.server.handle(datagram, Journey.SOURCE);
            String where = "seed " + seed + " round " + round;
            assertThat(journey.delivered).as(where).isEmpty();
            if (answer != null) {
                assertThat(answer.length).as(where).isLessThanOrEqualTo(datagram.length);
            }
            assertThat(pending.open(datagram))
                    .as(where)
                    .isNotInstanceOf(RequestOutcome.Delivered.class);
            assertThat(session.open(datagram))
                    .as(where)
                    .isNotInstanceOf(SessionOutcome.Message.class);
        }
    }

    private static byte[] mutate(byte[] model, Random random) {
        byte[] mutated = Arrays.copyOf(model, random.nextInt(model.length + 8));
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            int at = random.nextInt(3) == 0 ? 0 : random.nextInt(mutated.length);
            mutated[at] = (byte) random.nextInt();
        }
        boolean unchanged = Arrays.equals(mutated, model);
        return unchanged ? new byte[0] : mutated;
    }
}
