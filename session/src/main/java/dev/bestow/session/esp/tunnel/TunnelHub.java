package dev.bestow.session.esp.tunnel;

import dev.bestow.core.Clock;
import dev.bestow.session.esp.EspApplication;
import dev.bestow.session.esp.EspDevice;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// An endpoint's end of all tunnels: between ESP sessions and one interface of the machine, which routes. Opens
/// nothing, does not block. Thread-safe.
///
/// | packet | what happens |
/// |---|---|
/// | a device asks for its address | is told it, and packets to that go to this session from now on |
/// | IPv4 of a device, from its address | to the interface |
/// | IPv4 of a device, from any other | dropped: a device speaks for itself alone |
/// | of the interface, to the address of a device | to its newest session |
/// | any other | dropped |
public final class TunnelHub implements EspApplication {
    private final TunnelLeases leases;
    private final Predicate<byte[]> network;
    private final EspServerEvents events;

    /// @param own what the interface of the endpoint has
    /// @param network takes an IP packet, or says that it did not
    public TunnelHub(
            TunnelAddress own, Clock clock, Predicate<byte[]> network, EspServerEvents events) {
        this.leases = new TunnelLeases(own, clock);
        this.network = network;
        this.events = events;
    }

    @Override
    public @Nullable InnerPacket take(EspDevice from, InnerPacket inner) {
        switch (inner.nextHeader()) {
            case InnerPacket.ADDRESS -> {
                TunnelAddress lease = leases.lease(from);
                Plaintext told = lease == null ? Plaintext.EMPTY : lease.encode();
                return new InnerPacket(InnerPacket.ADDRESS, told);
            }
            case InnerPacket.IPV4 -> up(from, inner.payload().toArray());
            default -> events.dropped(EspDrop.NEXT_HEADER);
        }
        return null;
    }

    private void up(EspDevice from, byte[] packet) {
        TunnelAddress lease = leases.heard(from);
        EspDrop why = lease == null ? EspDrop.INNER_SOURCE : lease.refusedFrom(packet);
        if (why != null) {
            events.dropped(why);
        } else if (!network.test(packet)) {
            events.dropped(EspDrop.TUN);
        }
    }

    /// A packet that the machine routes to the devices.
    public void fromNetwork(byte[] packet) {
        Ipv4Header header = Ipv4Header.of(packet);
        if (header == null) {
            events.dropped(EspDrop.INNER_MALFORMED);
            return;
        }
        TunnelLeases.Lease lease = leases.at(header.destination());
        var inner = new InnerPacket(InnerPacket.IPV4, Plaintext.copyOf(packet));
        if (lease == null || !lease.send(inner)) {
            events.dropped(EspDrop.INNER_DESTINATION);
        }
    }

    /// Addresses given out now; for gauges.
    public int addresses() {
        return leases.size();
    }
}
