package dev.bestow.session.esp.tunnel;

import dev.bestow.core.Clock;
import dev.bestow.session.esp.EspDevice;
import dev.bestow.session.esp.InnerPacket;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Which device has which address: as many as the network has hosts, in memory. A device's address comes from a hash of
/// its external identifier, so it is most often the same after a restart of the endpoint; nothing that the device says
/// takes part. Thread-safe.
final class TunnelLeases {
    /// When all addresses are given out, one whose device was not heard for that long goes to another. Devices of ours
    /// ask every 20 s.
    private static final long KEPT_NS = TimeUnit.HOURS.toNanos(1);

    private final TunnelAddress own;
    private final Clock clock;
    private final Map<Integer, Lease> byAddress = new HashMap<>();

    /// By external identifier, the one that was not heard for longest first.
    private final Map<String, Lease> byDevice = new LinkedHashMap<>(16, 0.75f, true);

    TunnelLeases(TunnelAddress own, Clock clock) {
        this.own = own;
        this.clock = clock;
    }

    /// An address given out, and the sessions that lead to its device: the newest, and the one before for as long as
    /// the device does not have the answer that begins the newest.
    static final class Lease {
        private final String device;
        private final TunnelAddress address;
        private EspDevice newest;
        private @Nullable EspDevice before;
        private long heardNs;

        private Lease(TunnelAddress address, EspDevice newest) {
            this.device = newest.externalIdentifier();
            this.address = address;
            this.newest = newest;
        }

        TunnelAddress address() {
            return address;
        }

        boolean send(InnerPacket inner) {
            EspDevice first;
            EspDevice second;
            synchronized (this) {
                first = newest;
                second = before;
            }
            return first.send(inner) || (second != null && second.send(inner));
        }

        private synchronized void leadTo(EspDevice session) {
            if (!session.equals(newest)) {
                before = newest;
                newest = session;
            }
        }
    }

    /// The address of the device that asks, the same as ever; null when all are given out.
    synchronized @Nullable TunnelAddress lease(EspDevice asking) {
        Lease lease = byDevice.get(asking.externalIdentifier());
        if (lease == null) {
            lease = fresh(asking);
        }
        if (lease == null) {
            return null;
        }
        lease.leadTo(asking);
        lease.heardNs = clock.nowNs();
        return lease.address();
    }

    private @Nullable Lease fresh(EspDevice asking) {
        if (byDevice.size() >= own.hosts() - 1 && !endOldest()) {
            return null;
        }
        int hosts = own.hosts();
        int first = Integer.remainderUnsigned(hash(asking.externalIdentifier()), hosts);
        for (int i = 0; i < hosts; i++) {
            TunnelAddress address = own.host((first + i) % hosts + 1);
            if (address.word() != own.word() && !byAddress.containsKey(address.word())) {
                Lease lease = new Lease(address, asking);
                byAddress.put(address.word(), lease);
                byDevice.put(lease.device, lease);
                return lease;
            }
        }
        return null;
    }

    private boolean endOldest() {
        Lease oldest = byDevice.values().iterator().next();
        if (clock.nowNs() - oldest.heardNs < KEPT_NS) {
            return false;
        }
        byDevice.remove(oldest.device);
        byAddress.remove(oldest.address().word());
        return true;
    }

    /// Who has that address.
    synchronized @Nullable Lease at(int address) {
        return byAddress.get(address);
    }

    /// The address of a device that sends a packet; null when it has none.
    synchronized @Nullable TunnelAddress heard(EspDevice device) {
        Lease lease = byDevice.get(device.externalIdentifier());
        if (lease == null) {
            return null;
        }
        lease.heardNs = clock.nowNs();
        return lease.address();
    }

    synchronized int size() {
        return byDevice.size();
    }

    private static int hash(String device) {
        try {
            byte[] octets = device.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(octets)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
