package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.link.tun.InterfaceAddress;
import dev.bestow.link.tun.TunDevice;
import dev.bestow.session.esp.EspApplication;
import dev.bestow.session.esp.EspDevice;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.tunnel.TunnelAddress;
import dev.bestow.session.esp.tunnel.TunnelHub;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// ESP tunnels of an endpoint, all on one TUN device of its machine.
public final class EspTunnels implements EspApplication, AutoCloseable {
    private static final Logger LOG = System.getLogger(EspTunnels.class.getName());

    private final TunDevice tun;
    private final TunnelHub hub;

    private EspTunnels(TunDevice tun, TunnelAddress own, Clock clock, EspServerEvents events) {
        this.tun = tun;
        this.hub = new TunnelHub(own, clock, tun::write, new ToldDrops(events, clock));
    }

    /// Makes the interface `name` and brings it up.
    public static EspTunnels open(
            String name, TunnelAddress own, Clock clock, EspServerEvents events)
            throws IOException {
        TunDevice tun = TunDevice.open(name);
        try {
            tun.configure(new InterfaceAddress(own.address(), own.prefix(), own.mtu()));
            return new EspTunnels(tun, own, clock, events);
        } catch (IOException e) {
            tun.close();
            throw e;
        }
    }

    /// Packets of the machine go to devices from now on.
    public void start() {
        tun.start(hub::fromNetwork);
    }

    @Override
    public @Nullable InnerPacket take(EspDevice from, InnerPacket inner) {
        return hub.take(from, inner);
    }

    /// Addresses given out now.
    public int addresses() {
        return hub.addresses();
    }

    /// Removes the interface.
    @Override
    public void close() {
        tun.close();
    }

    /// Counts drops, and tells the log of the one that a device's owner should hear of.
    private record ToldDrops(EspServerEvents counts, LogThrottle spoofed)
            implements EspServerEvents {
        ToldDrops(EspServerEvents counts, Clock clock) {
            this(counts, new LogThrottle(clock));
        }

        @Override
        public void dropped(EspDrop why) {
            counts.dropped(why);
            if (why == EspDrop.INNER_SOURCE) {
                spoofed.happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "dropped a packet of a device whose source is not the address that"
                                        + " it was given ({0} since told last)",
                                Long.toString(times)));
            }
        }
    }
}
