package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// What those who hold no key can do: cause refusals shorter than what they send, and nothing else.
class EspStrangersTest {
    private final EspWorld world = EspWorld.seeded(5);

    /// Ten times what strangers may waste.
    @Test
    void strangersUseUpTheirOwnFetchesAndNobodyElses() {
        world.limits = new FetchLimits(64, 8, 1, 64, 1);
        world.restarted();
        EspSession known = world.session();
        world.serve(world.client().open(EspWorld.REPORT).datagram());
        world.fetches = 0;
        Random random = new Random(5);
        for (int i = 0; i < 640; i++) {
            byte[] rand = new byte[Rand.OCTETS];
            random.nextBytes(rand);
            var stranger = new Rand(dev.bestow.core.Octets.copyOf(rand));
            EspPeer from = EspWorld.peer("198.51." + i % 100 + "." + i / 100, 4_500);
            byte[] opening =
                    world.client(new KeyName.ByRand(stranger.id()), stranger, EspProfile.STANDARD)
                            .open(EspWorld.REPORT)
                            .datagram();
            byte[] out = world.handle(opening, from);
            assertThat(out).hasSize(15);
        }
        assertThat(world.fetches).isLessThanOrEqualTo(64);
        assertThat(world.refusals.get(RefusalCause.BUSY)).isGreaterThan(500);
        assertThat(world.claims).hasSize(2);
        assertThat(world.server.sessionCount()).isEqualTo(1);
        assertThat(world.serve(world.client().open(EspWorld.REPORT).datagram()).length)
                .isGreaterThan(23);
        assertThat(known).isNotNull();
    }

    @Test
    void whoGuessesSpisLearnsNothing() {
        EspSession session = world.session();
        world.delivered.clear();
        Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            byte[] packet = new byte[36 + 4 * random.nextInt(20)];
            random.nextBytes(packet);
            int spi = i % 2 == 0 ? session.outboundSpi() : random.nextInt() | 0x100;
            ByteBuffer.wrap(packet).putInt(spi).putInt(1 + i);
            assertThat(world.handle(packet, EspWorld.ELSEWHERE)).as("round %d", i).hasSize(15);
        }
        assertThat(world.delivered).isEmpty();
        assertThat(world.server.sessionCount()).isEqualTo(1);
        assertThat(session.open(world.serve(session.seal(EspWorld.REPORT))))
                .isInstanceOf(EspSessionOutcome.Packet.class);
    }

    /// Octets nobody meant: nothing throws, nothing is delivered, no answer is longer than its question.
    @RepeatedTest(4)
    void noOctetsHarmEndpointOrDevice(RepetitionInfo repetition) {
        long seed = 1_000L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        EspSession session = world.session();
        PendingOpening pending = world.client().open(EspWorld.REPORT);
        world.server.handle(session.seal(EspWorld.REPORT), EspWorld.PEER, (_, _) -> {});
        byte[][] models = {
            pending.datagram(),
            session.seal(EspWorld.REPORT),
            world.serve(session.seal(EspWorld.REPORT)),
            world.serve(session.seal(EspWorld.REPORT)),
            new byte[70],
            UdpEncapsulation.KEEPALIVE.toArray()
        };
        world.delivered.clear();
        for (int round = 0; round < 1_000; round++) {
            byte[] datagram = mutate(models[random.nextInt(models.length)], random);
            byte[] answer = world.handle(datagram, EspWorld.ELSEWHERE);
            String where = "seed " + seed + " round " + round;
            assertThat(world.delivered).as(where).isEmpty();
            if (answer != null) {
                assertThat(answer.length).as(where).isLessThan(datagram.length);
            }
            assertThat(pending.open(datagram))
                    .as(where)
                    .isNotInstanceOf(OpeningOutcome.Begun.class);
            assertThat(session.open(datagram))
                    .as(where)
                    .isNotInstanceOf(EspSessionOutcome.Packet.class);
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

    @Test
    void aKeepaliveIsNeverAnswered() {
        assertThat(world.handle(UdpEncapsulation.KEEPALIVE.toArray(), EspWorld.PEER)).isNull();
        assertThat(world.drops).containsOnlyKeys(EspDrop.KEEPALIVE);
    }

    @Test
    void ikeIsNotAnswered() {
        byte[] ike = new byte[4 + 28];
        Arrays.fill(ike, 4, ike.length, (byte) 0x11);
        assertThat(world.handle(ike, EspWorld.PEER)).isNull();
        assertThat(world.drops).containsOnlyKeys(EspDrop.MALFORMED);
    }
}
