package dev.bestow.session.californium.dtls;

import dev.bestow.core.Octets;
import dev.bestow.core.Timers;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.HeldGrant;

import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.crypto.SecretKey;

/// Leaf keys as the PSKs of a server. Scandium's threads only start a look-up, which runs on a virtual thread and
/// answers within [DtlsLimits#lookUpMs()], with a key or without. No key, for whichever reason, is one silence outside:
/// Scandium sends no alert, as it sends none for a wrong key.
final class LeafKeyPskStore implements AdvancedPskStore {
    private final DtlsKeys keys;
    private final PskLookUp lookUp;
    private final DtlsLimits limits;
    private final Connections connections;
    private final Semaphore room;
    private volatile @Nullable HandshakeResultHandler handler;

    /// The connections of the server.
    interface Connections {
        /// Whom to hold to account for what this one asks.
        Octets source(ConnectionId cid);

        /// The handshake of this one gets no key, and need not wait for its end.
        void refused(ConnectionId cid);
    }

    LeafKeyPskStore(DtlsKeys keys, PskLookUp lookUp, DtlsLimits limits, Connections connections) {
        this.keys = keys;
        this.lookUp = lookUp;
        this.limits = limits;
        this.connections = connections;
        this.room = new Semaphore(limits.lookUps());
    }

    @Override
    public @Nullable PskSecretResult requestPskSecretResult(
            ConnectionId cid,
            @Nullable ServerNames serverName,
            PskPublicInformation identity,
            String hmacAlgorithm,
            @Nullable SecretKey otherSecret,
            byte[] seed,
            boolean useExtendedMasterSecret) {
        return switch (PskIdentity.decode(identity.getBytes())) {
            case PskIdentity.Reading.Malformed _ ->
                    refuse(cid, identity, PskRefusal.MALFORMED_IDENTITY);
            case PskIdentity.Reading.Read(PskIdentity named) -> {
                if (!room.tryAcquire()) {
                    yield refuse(cid, identity, PskRefusal.BUSY);
                }
                new Answer(cid, identity).startFor(named);
                yield null;
            }
        };
    }

    private PskSecretResult refuse(
            ConnectionId cid, PskPublicInformation identity, PskRefusal why) {
        keys.events().refused(why);
        connections.refused(cid);
        return new PskSecretResult(cid, identity, null);
    }

    /// What one handshake waits for, given once.
    private final class Answer {
        private final ConnectionId cid;
        private final PskPublicInformation identity;
        private final AtomicBoolean given = new AtomicBoolean();

        Answer(ConnectionId cid, PskPublicInformation identity) {
            this.cid = cid;
            this.identity = identity;
        }

        void startFor(PskIdentity named) {
            Octets source = connections.source(cid);
            // Not on the timer's thread: Scandium may wait for a lock there.
            Timers.Timer deadline =
                    keys.timers()
                            .after(
                                    limits.lookUpMs(),
                                    () ->
                                            Thread.ofVirtual()
                                                    .name("dtls-look-up-late")
                                                    .start(() -> give(PskRefusal.UNAVAILABLE)));
            Thread.ofVirtual().name("dtls-look-up").start(() -> run(named, source, deadline));
        }

        private void run(PskIdentity named, Octets source, Timers.Timer deadline) {
            try {
                switch (lookUp.find(named, source)) {
                    case PskLookUp.Outcome.Found found -> give(found, source);
                    case PskLookUp.Outcome.Refused(PskRefusal why) -> give(why);
                }
            } catch (RuntimeException e) {
                keys.events().broke("a look-up", e);
                give(PskRefusal.UNAVAILABLE);
            } finally {
                deadline.cancel();
                room.release();
            }
        }

        private void give(PskLookUp.Outcome.Found found, Octets source) {
            try (CachedKey key = found.key()) {
                if (given.compareAndSet(false, true)) {
                    var held = new HeldGrant(found.name(), found.user(), key.grant());
                    var peer = new DtlsPeer(cid, source, held);
                    handOver(
                            new PskSecretResult(
                                    cid, identity, DtlsPsk.forScandium(key.leaf()), peer));
                }
            }
        }

        private void give(PskRefusal why) {
            if (given.compareAndSet(false, true)) {
                handOver(refuse(cid, identity, why));
            }
        }

        private void handOver(PskSecretResult result) {
            HandshakeResultHandler to = handler;
            if (to != null) {
                to.apply(result);
            }
        }
    }

    @Override
    public boolean hasEcdhePskSupported() {
        return true;
    }

    /// A server has none.
    @Override
    public @Nullable PskPublicInformation getIdentity(
            InetSocketAddress peerAddress, @Nullable ServerNames virtualHost) {
        return null;
    }

    @Override
    public void setResultHandler(HandshakeResultHandler resultHandler) {
        handler = resultHandler;
    }
}
