package dev.bestow.session.esp;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.session.key.HeldGrant;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/// A session as the endpoint keeps it: both associations, whose it is, where the device was heard last, and the last
/// answer, which a repeated packet gets again.
final class EspServerSession implements EspDevice, AutoCloseable {
    /// How often one answer goes out again. A device repeats less often, and who records its packets could otherwise
    /// empty its battery.
    static final int MAX_REPEATS = 8;

    /// Number of an opening among the packets that were answered.
    static final long OPENING = 0;

    private final HeldGrant held;
    private final Octets opening;
    private final Clock clock;
    private final OutboundAssociation outbound;
    private final InboundAssociation inbound;
    private final EspDatagrams datagrams;
    private volatile InetSocketAddress address;
    private boolean begun;
    private long answeredNumber = -1;
    private byte @Nullable [] answer;
    private int repeats;

    /// What a session begins with.
    ///
    /// @param opening what was claimed of the opening
    /// @param clock by which its key ends
    record Beginning(HeldGrant held, Octets opening, InetSocketAddress address, Clock clock) {}

    EspServerSession(
            Beginning beginning,
            OutboundAssociation outbound,
            InboundAssociation inbound,
            EspDatagrams datagrams) {
        this.held = beginning.held();
        this.opening = beginning.opening();
        this.clock = beginning.clock();
        this.address = beginning.address();
        this.outbound = outbound;
        this.inbound = inbound;
        this.datagrams = datagrams;
    }

    HeldGrant held() {
        return held;
    }

    InboundAssociation inbound() {
        return inbound;
    }

    /// Whether it cannot answer any more.
    boolean isOver() {
        return outbound.isOver();
    }

    /// Whether this opening began it, and nothing was received in it yet.
    boolean isUnusedOf(Octets claimed) {
        return opening.equals(claimed) && !inbound.isUsed();
    }

    /// A newer packet than any before came from there (RFC 3948 leaves it to the receiver).
    void heardAt(InetSocketAddress from) {
        address = from;
    }

    /// The next packet to the device; null when the session is over.
    byte @Nullable [] seal(int headroom, InnerPacket inner) {
        return outbound.seal(headroom, inner);
    }

    /// Sends the answer to packet `number` and keeps it, unless a later one was answered meanwhile.
    void answer(long number, byte[] datagram) {
        synchronized (this) {
            begun = true;
            if (number > answeredNumber) {
                answeredNumber = number;
                answer = datagram;
                repeats = 0;
            }
        }
        datagrams.send(address, datagram);
    }

    /// Sends the answer to packet `number` again, to where the device was heard last.
    ///
    /// @return whether it is kept, and was not sent too often
    boolean repeatAnswer(long number) {
        byte[] kept;
        synchronized (this) {
            kept = answer;
            if (kept == null || number != answeredNumber || repeats == MAX_REPEATS) {
                return false;
            }
            repeats++;
        }
        datagrams.send(address, kept);
        return true;
    }

    @Override
    public String externalIdentifier() {
        return held.grant().externalIdentifier();
    }

    @Override
    public KeyName keyName() {
        return held.name();
    }

    @Override
    public boolean send(InnerPacket inner) {
        byte[] datagram = isBegun() && held.isValid(clock) ? seal(0, inner) : null;
        if (datagram == null) {
            return false;
        }
        datagrams.send(address, datagram);
        return true;
    }

    /// The device knows the association only when it has the answer to its opening.
    private synchronized boolean isBegun() {
        return begun;
    }

    @Override
    public void close() {
        outbound.close();
        inbound.close();
    }
}
