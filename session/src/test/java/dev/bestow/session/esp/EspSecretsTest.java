package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// No key outlives what it is for, at either end, whatever is sent.
class EspSecretsTest {
    private static final Rand OTHER = Rand.parse("000102030405060708090a0b0c0d0e0f");

    private final EspWorld world = EspWorld.seeded(20_261_201);
    private long before;

    /// The endpoint has the key in its cache.
    @BeforeEach
    void theKeyIsFetched() {
        try (EspClient client = world.client();
                PendingOpening opening = client.open(EspWorld.REPORT)) {
            byte[] forged = opening.datagram();
            forged[forged.length - 1] ^= 1;
            world.serve(forged);
        }
        before = Secret.live();
    }

    private void assertNothingLeft(String of) {
        assertThat(Secret.live() - before).as("secrets left of %s", of).isZero();
    }

    /// What one device does: begins a session, uses it, repeats everything, and ends.
    private void round() {
        try (EspClient client = world.client();
                PendingOpening opening = client.open(EspWorld.REPORT)) {
            byte[] answer = world.serve(opening.datagram());
            world.handle(opening.datagram(), EspWorld.PEER);
            byte[] forged = answer.clone();
            forged[forged.length - 1] ^= 1;
            assertThat(opening.open(forged)).isInstanceOf(OpeningOutcome.Invalid.class);
            assertThat(opening.open(answer))
                    .isInstanceOfSatisfying(
                            OpeningOutcome.Begun.class,
                            begun -> {
                                try (EspSession session = begun.session()) {
                                    byte[] packet = session.seal(EspWorld.REPORT);
                                    session.open(world.serve(packet));
                                    world.handle(packet, EspWorld.PEER);
                                }
                            });
            assertThat(opening.open(answer)).isInstanceOf(OpeningOutcome.NotForMe.class);
            world.serve(opening.datagram());
        }
    }

    @Test
    void aSessionTakesThePlaceOfTheOneBefore() {
        round();
        long ofOneSession = Secret.live() - before;
        assertThat(ofOneSession).as("two associations at the endpoint").isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            round();
        }
        assertThat(Secret.live() - before).isEqualTo(ofOneSession);
        world.server.close();
        assertNothingLeft("an endpoint that ended");
    }

    @Test
    void theLongestUnusedSessionGivesWay() {
        world.policy = new EspPolicy(true, 1, 600);
        world.restarted();
        theKeyIsFetched();
        world.keys.put(OTHER, true);
        for (Rand key : List.of(EspWorld.RAND, OTHER, EspWorld.RAND)) {
            try (EspClient client =
                            world.client(new KeyName.ByRand(key.id()), key, EspProfile.STANDARD);
                    PendingOpening opening = client.open(EspWorld.REPORT)) {
                world.serve(opening.datagram());
            }
        }
        assertThat(world.server.sessionCount()).isEqualTo(1);
        world.server.close();
        assertThat(Secret.live() - before).as("the other key in the cache").isEqualTo(1);
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        try (EspClient plain = world.client(new EspProfile(false, true));
                PendingOpening opening = plain.open(EspWorld.REPORT)) {
            assertThat(opening.open(world.serve(opening.datagram())))
                    .isEqualTo(
                            new OpeningOutcome.RefusedBy(RefusalCause.CIPHERING_REQUIRED, 0, true));
        }
        world.capacity = 0;
        try (EspClient client = world.client();
                PendingOpening opening = client.open(EspWorld.REPORT)) {
            assertThat(opening.open(world.serve(opening.datagram())))
                    .isEqualTo(new OpeningOutcome.RefusedBy(RefusalCause.KEY_EXHAUSTED, 0, true));
        }
        assertNothingLeft("refused openings");
    }

    @Test
    void aKeyThatEndsTakesItsSessionAlong() {
        round();
        byte[] late;
        try (EspClient client = world.client();
                PendingOpening opening = client.open(EspWorld.REPORT)) {
            byte[] answer = world.serve(opening.datagram());
            try (EspSession session = ((OpeningOutcome.Begun) opening.open(answer)).session()) {
                late = session.seal(EspWorld.REPORT);
            }
        }
        EspDevice device = world.device();
        assertThat(device.send(EspWorld.ACK)).isTrue();
        world.clock.pass(Duration.ofHours(24));
        assertThat(device.send(EspWorld.ACK)).as("under a key that has ended").isFalse();
        world.serve(late);
        assertNothingLeft("a session whose key ended");
    }
}
