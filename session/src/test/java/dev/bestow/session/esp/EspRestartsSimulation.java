package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Device and endpoint forget all they had in memory at any step, datagrams are lost, doubled and late, and the
/// generators may be stuck: no key meets a nonce twice with different texts. The device's counts are in its file,
/// beside its key, and so outlive what it forgets.
///
/// Every text begins with 16 zeros, so the first 16 octets of what is encrypted are keystream; a second packet with the
/// same ones would have the same key and nonce. A copy of a datagram is no second packet.
class EspRestartsSimulation {
    private static final int RUNS = 300;
    private static final int STEPS = 60;

    private enum Stuck {
        NEITHER,
        ENDPOINT,
        BOTH
    }

    private final Map<Octets, Octets> packets = new HashMap<>();
    private long seed;
    private int begun;

    @ParameterizedTest
    @EnumSource
    void noKeyAndNonceEverRepeat(Stuck stuck) {
        for (int run = 0; run < RUNS; run++) {
            seed = 10_000L + run;
            packets.clear();
            simulate(stuck);
        }
        assertThat(begun).as("sessions that began").isGreaterThan(RUNS);
    }

    /// One device's life.
    private final class Device {
        private final EspWorld world;
        private EspClient client;
        private @Nullable PendingOpening pending;
        private @Nullable EspSession session;

        Device(EspWorld world) {
            this.world = world;
            this.client = world.client();
        }

        void forget() {
            client.close();
            client = world.client();
            pending = null;
            session = null;
        }

        byte[] openingOf(InnerPacket inner) {
            PendingOpening opening = client.open(inner);
            pending = opening;
            seen(opening.datagram(), SetUpCodec.packetAt(EspWorld.BY_RAND));
            return opening.datagram();
        }

        void receive(byte[] datagram) {
            if (pending != null && pending.open(datagram) instanceof OpeningOutcome.Begun fresh) {
                session = fresh.session();
                begun++;
            } else if (session != null) {
                session.open(datagram);
            }
        }
    }

    private void simulate(Stuck stuck) {
        Random random = new Random(seed);
        EspWorld world =
                stuck == Stuck.NEITHER ? EspWorld.seeded(seed) : new EspWorld(EspWorld.STUCK);
        if (stuck == Stuck.ENDPOINT) {
            world.ofDevices = EspWorld.seeded(seed).entropy;
        }
        Device device = new Device(world);
        List<byte[]> up = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            world.answer = text(random.nextBoolean() ? 0 : 1_000 + step);
            switch (random.nextInt(10)) {
                case 0 -> device.forget();
                case 1 -> world.restarted();
                case 2, 3 -> up.add(device.openingOf(text(random.nextInt(3))));
                case 4, 5, 6 -> {
                    if (device.session != null) {
                        byte[] packet = device.session.seal(text(2_000 + step));
                        seen(packet, 0);
                        up.add(packet);
                    }
                }
                default -> {
                    if (!up.isEmpty()) {
                        deliver(world, device, up, random);
                    }
                }
            }
        }
    }

    /// Any datagram that was ever sent, once more or for the first time.
    private void deliver(EspWorld world, Device device, List<byte[]> up, Random random) {
        byte[] datagram = up.get(Math.max(0, up.size() - 1 - random.nextInt(4)));
        byte[] out = world.handle(datagram, EspWorld.PEER);
        if (out == null) {
            return;
        }
        boolean answer = SetUpCodec.decode(out) instanceof SetUp.Answer;
        if (answer) {
            seen(out, SetUpCodec.ANSWER_PACKET_AT);
        } else if (UdpEncapsulation.kind(out) == UdpEncapsulation.Kind.ESP) {
            seen(out, 0);
        }
        if (random.nextInt(4) > 0) {
            device.receive(out);
        }
    }

    private void seen(byte[] datagram, int packetAt) {
        Octets keystream = Octets.copyOf(datagram, packetAt + OutboundAssociation.BODY_AT, 16);
        Octets whole = Octets.copyOf(datagram);
        Octets first = packets.putIfAbsent(keystream, whole);
        assertThat(first == null || first.equals(whole))
                .as("seed %d: one key and nonce for two packets", seed)
                .isTrue();
    }

    private static InnerPacket text(int number) {
        byte[] octets = ByteBuffer.allocate(20).putInt(16, number).array();
        return InnerPacket.ofOctets(Plaintext.copyOf(octets));
    }
}
