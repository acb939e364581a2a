package dev.bestow.session.esp.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.session.esp.EspDevice;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

class TunnelHubTest {
    private static final InnerPacket ASK = new InnerPacket(InnerPacket.ADDRESS, Plaintext.EMPTY);
    private static final String HSE = "10.45.0.1";

    private final List<byte[]> routed = new ArrayList<>();
    private final List<EspDrop> drops = new ArrayList<>();
    private boolean interfaceTakes = true;
    private long nowNs;

    private TunnelHub hub(String own) {
        Clock clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return nowNs / 1_000_000;
                    }

                    @Override
                    public long nowNs() {
                        return nowNs;
                    }
                };
        var events =
                new EspServerEvents() {
                    @Override
                    public void dropped(EspDrop why) {
                        drops.add(why);
                    }
                };
        return new TunnelHub(
                TunnelAddress.parse(own, TunnelAddress.STANDARD_MTU),
                clock,
                packet -> {
                    routed.add(packet);
                    return interfaceTakes;
                },
                events);
    }

    /// A session of a device.
    private static final class Session implements EspDevice {
        private final String device;
        private final List<byte[]> sent = new ArrayList<>();
        private boolean up = true;

        Session(String device) {
            this.device = device;
        }

        @Override
        public String externalIdentifier() {
            return device;
        }

        @Override
        public KeyName keyName() {
            return new KeyName.ByRand(RandId.decode(Octets.copyOf(new byte[RandId.OCTETS])));
        }

        @Override
        public boolean send(InnerPacket inner) {
            if (up) {
                assertThat(inner.nextHeader()).isEqualTo(InnerPacket.IPV4);
                sent.add(inner.payload().toArray());
            }
            return up;
        }
    }

    private static @Nullable TunnelAddress asked(TunnelHub hub, EspDevice device) {
        InnerPacket answer = Objects.requireNonNull(hub.take(device, ASK), "an answer");
        assertThat(answer.nextHeader()).isEqualTo(InnerPacket.ADDRESS);
        return TunnelAddress.decode(answer.payload());
    }

    private static TunnelAddress given(TunnelHub hub, EspDevice device) {
        return Objects.requireNonNull(asked(hub, device), "an address");
    }

    private static String addressOf(TunnelHub hub, EspDevice device) {
        return given(hub, device).address().getHostAddress();
    }

    private static InnerPacket packet(byte[] octets) {
        return new InnerPacket(InnerPacket.IPV4, Plaintext.copyOf(octets));
    }

    @Test
    void aDeviceKeepsItsAddressOverRekeysAndRestartsOfTheEndpoint() {
        TunnelHub hub = hub("10.45.0.1/16");
        TunnelAddress first = given(hub, new Session("meter-1@example.net"));
        assertThat(asked(hub, new Session("meter-1@example.net"))).isEqualTo(first);
        assertThat(asked(hub("10.45.0.1/16"), new Session("meter-1@example.net"))).isEqualTo(first);
        assertThat(first.prefix()).isEqualTo(16);
        assertThat(first.mtu()).isEqualTo(TunnelAddress.STANDARD_MTU);
        assertThat(hub.addresses()).isEqualTo(1);
    }

    @Test
    void allHostsOfTheNetworkButOneHaveAnAddressEach() {
        TunnelHub hub = hub("10.45.0.3/28");
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 13; i++) {
            given.add(addressOf(hub, new Session("meter-" + i)));
        }
        assertThat(given).hasSize(13).doesNotContain("10.45.0.3", "10.45.0.0", "10.45.0.15");
        assertThat(asked(hub, new Session("one more"))).isNull();
        assertThat(hub.addresses()).isEqualTo(13);
    }

    @Test
    void anAddressNotUsedForAnHourGoesToAnotherDevice() {
        TunnelHub hub = hub("10.45.0.1/30");
        var old = new Session("old");
        String address = addressOf(hub, old);
        nowNs += Duration.ofMinutes(50).toNanos();
        hub.take(old, packet(Packets.ipv4(address, HSE, 60)));
        nowNs += Duration.ofMinutes(50).toNanos();
        assertThat(asked(hub, new Session("other"))).as("heard 50 minutes ago").isNull();
        nowNs += Duration.ofMinutes(10).toNanos();
        assertThat(addressOf(hub, new Session("other"))).isEqualTo(address);
        hub.take(old, packet(Packets.ipv4(address, HSE, 60)));
        assertThat(drops).containsExactly(EspDrop.INNER_SOURCE);
    }

    @Test
    void aDeviceSpeaksForItselfAlone() {
        TunnelHub hub = hub("10.45.0.1/16");
        var meter = new Session("meter-1");
        var other = new Session("meter-2");
        String address = addressOf(hub, meter);
        String others = addressOf(hub, other);
        byte[] genuine = Packets.ipv4(address, HSE, 60);
        assertThat(hub.take(meter, packet(genuine))).isNull();
        for (String spoofed : List.of(others, HSE, "0.0.0.0", "192.0.2.1")) {
            assertThat(hub.take(meter, packet(Packets.ipv4(spoofed, HSE, 60)))).isNull();
        }
        hub.take(new Session("never asked"), packet(genuine));
        assertThat(routed).containsExactly(genuine);
        assertThat(drops).hasSize(5).containsOnly(EspDrop.INNER_SOURCE);
    }

    @Test
    void whatCannotPassIsCounted() {
        TunnelHub hub = hub("10.45.0.1/16");
        var meter = new Session("meter-1");
        String address = addressOf(hub, meter);
        hub.take(meter, packet(new byte[0]));
        hub.take(meter, packet(Packets.ipv4(address, HSE, TunnelAddress.STANDARD_MTU + 1)));
        hub.take(meter, new InnerPacket(InnerPacket.IPV6, Plaintext.copyOf(new byte[40])));
        interfaceTakes = false;
        hub.take(meter, packet(Packets.ipv4(address, HSE, TunnelAddress.STANDARD_MTU)));
        hub.fromNetwork(Packets.ipv4(HSE, "10.45.77.77", 60));
        hub.fromNetwork(new byte[40]);
        assertThat(drops)
                .containsExactly(
                        EspDrop.INNER_MALFORMED,
                        EspDrop.INNER_TOO_LONG,
                        EspDrop.NEXT_HEADER,
                        EspDrop.TUN,
                        EspDrop.INNER_DESTINATION,
                        EspDrop.INNER_MALFORMED);
    }

    /// The answer that begins a session goes out after its packet was taken.
    @Test
    void whileASessionBeginsPacketsGoInTheOneBefore() {
        TunnelHub hub = hub("10.45.0.1/16");
        var before = new Session("meter-1");
        byte[] down = Packets.ipv4(HSE, addressOf(hub, before), 60);
        var newest = new Session("meter-1");
        newest.up = false;
        asked(hub, newest);
        hub.fromNetwork(down);
        assertThat(before.sent).containsExactly(down);
        newest.up = true;
        hub.fromNetwork(down);
        assertThat(newest.sent).containsExactly(down);
        newest.up = false;
        before.up = false;
        hub.fromNetwork(down);
        assertThat(drops).containsExactly(EspDrop.INNER_DESTINATION);
    }
}
