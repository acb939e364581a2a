package dev.bestow.session.esp;

import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.keys.LeafKey;
import dev.bestow.session.ua.RequestCounts;

import java.nio.ByteBuffer;

/// A UE's side of ESP towards one endpoint, under one leaf key. Begins sessions; the first packet is protected already.
/// A new key brings a new client, and sessions that run go on. Thread-safe.
public final class EspClient implements AutoCloseable {
    private final KeyName name;
    private final SetUpKeys keys;
    private final Entropy entropy;
    private final RequestCounts counts;
    private volatile EspProfile profile;

    /// @param name how openings name the key
    /// @param leaf the key of one AKA run for one endpoint; stays the caller's
    /// @param profile as provisioned for the endpoint and for the registered PLMN; only a refusal that is
    ///     authenticated under the key ever turns encryption off afterwards
    /// @param counts those of the device, which last as long as its key does
    public EspClient(
            KeyName name, LeafKey leaf, EspProfile profile, Entropy entropy, RequestCounts counts) {
        this.name = name;
        this.keys = new SetUpKeys(leaf);
        this.profile = profile;
        this.entropy = entropy;
        this.counts = counts;
    }

    /// What the next opening asks for.
    public EspProfile profile() {
        return profile;
    }

    /// A new opening with a nonce of its own, around a packet. To repeat it, send its datagram again: the
    /// endpoint takes
    /// only the first.
    public PendingOpening open(InnerPacket inner) {
        EspProfile asked = profile;
        int spi = UdpEncapsulation.freshSpi(entropy);
        byte[] bound =
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES + 1)
                        .putLong(counts.next())
                        .putInt(spi)
                        .put((byte) inner.nextHeader())
                        .array();
        byte[] head = new SetUp.Opening(asked, name, Octets.EMPTY).head().toArray();
        Octets nonce =
                keys.hedged(entropy, Direction.UPLINK, head, bound, inner.payload().toArray());
        return new PendingOpening(this, new SetUp.Opening(asked, name, nonce), spi, inner);
    }

    SetUpKeys keys() {
        return keys;
    }

    /// The endpoint said, under our key, that the serving network forbids encryption.
    void encryptionForbidden() {
        profile = profile.unencrypted();
    }

    /// Wipes the key; pending openings and sessions live on with theirs.
    @Override
    public void close() {
        keys.close();
    }
}
