package dev.bestow.session.californium.dtls;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Timers;
import dev.bestow.session.key.GrantCheck;

import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.ResumptionSupportingConnectionStore;
import org.eclipse.californium.scandium.dtls.SessionAdapter;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/// Scandium as a server whose PSKs are leaf keys: the connector of a CoAP endpoint. A session ends with its key, at
/// the next sweep at the latest, and is never resumed: every session has a handshake under a key that was granted then.
public final class LeafKeyConnector extends DTLSConnector {
    /// With an ephemeral key first, so that a leaf key that leaks opens no session of before; CCM_8 is the one that
    /// small devices have. Scandium has no suite without ciphering.
    static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
                    CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256,
                    CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
                    CipherSuite.TLS_PSK_WITH_AES_128_CCM);

    /// On cellular paths no more is sure to arrive in one piece.
    static final int MTU = 1_280;

    /// Of a connection id, where nothing else is asked for.
    public static final int CID_OCTETS = 6;

    /// With fewer octets 65,536 sessions would have no ids to choose from.
    private static final int LEAST_CID_OCTETS = 4;

    private static final int MOST_CID_OCTETS = 16;

    /// Enough for the answer that refuses a message to be on its way.
    private static final long ANSWER_MS = 200;

    private final DtlsKeys keys;
    private final DtlsLimits limits;
    private final PskLookUp lookUp;
    private final GrantCheck grants;
    private final HandshakeFilter handshakes;
    private final ResumptionSupportingConnectionStore connections;
    private Timers.@Nullable Timer sweep;
    private boolean stopped;

    private LeafKeyConnector(
            DtlsConnectorConfig config, DtlsKeys keys, DtlsLimits limits, Parts parts) {
        var store = createConnectionStore(config);
        super(config, store);
        this.keys = keys;
        this.limits = limits;
        this.lookUp = parts.lookUp();
        this.grants = new GrantCheck(keys.cache(), keys.clock(), limits.grantMs());
        this.handshakes = parts.handshakes();
        this.connections = store;
        parts.connections().connector = this;
    }

    private record Parts(PskLookUp lookUp, HandshakeFilter handshakes, Server connections) {}

    /// The connections of a connector that the store of its PSKs is made before.
    private static final class Server implements LeafKeyPskStore.Connections {
        private volatile @Nullable LeafKeyConnector connector;

        @Override
        public Octets source(ConnectionId cid) {
            Connection connection = find(cid);
            return connection == null ? Octets.EMPTY : PeerSource.of(connection.getPeerAddress());
        }

        @Override
        public void refused(ConnectionId cid) {
            Connection connection = find(cid);
            if (connection != null) {
                inTurn(connection, () -> giveUp(connection.getOngoingHandshake()));
            }
        }

        private @Nullable Connection find(ConnectionId cid) {
            LeafKeyConnector of = connector;
            return of == null ? null : of.connections.get(cid);
        }

        private static void giveUp(@Nullable Handshaker handshaker) {
            if (handshaker != null) {
                handshaker.handshakeFailed(new IllegalStateException("no key"));
            }
        }
    }

    /// Where it listens from its start on.
    ///
    /// @param configuration of Californium, from [#configuration()]; what is not set there has Californium's defaults
    public static LeafKeyConnector at(
            InetSocketAddress listen,
            Configuration configuration,
            DtlsKeys keys,
            DtlsLimits limits) {
        var lookUp = new PskLookUp(keys.cache(), limits.grantMs());
        var handshakes = new HandshakeFilter(configuration, limits, keys.events());
        var parts = new Parts(lookUp, handshakes, new Server());
        var config =
                DtlsConnectorConfig.builder(configuration)
                        .setAddress(listen)
                        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, limits.sessions())
                        .setAdvancedPskStore(
                                new LeafKeyPskStore(keys, lookUp, limits, parts.connections()))
                        .setApplicationLevelInfoSupplier(
                                (_, peer) -> peer instanceof DtlsPeer known ? known.info() : null)
                        .setCipherSuiteSelector(
                                new OwnOrder(configuration.get(DtlsConfig.DTLS_CIPHER_SUITES)))
                        .setDatagramFilter(handshakes)
                        .setSessionListener(handshakes)
                        .build();
        var connector = new LeafKeyConnector(config, keys, limits, parts);
        connector.sweepLater();
        return connector;
    }

    /// Californium's configuration of a server, read from no file: PSK suites, a connection id of
    /// [#CID_OCTETS], hello verification of everybody, no resumption, datagrams of 1,280 octets.
    public static Configuration configuration() {
        return configuration(CID_OCTETS);
    }

    /// The same with a connection id (RFC 9146) of another length, which each record of a device carries.
    ///
    /// @param cidOctets 4 to 16, or 0 for none: a device whose address changes then begins anew
    /// @throws InvalidValue for others
    public static Configuration configuration(int cidOctets) {
        requireCidOctets(cidOctets);
        return shared().set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, cidOctets)
                .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
                .set(DtlsConfig.DTLS_UPDATE_ADDRESS_USING_CID_ON_NEWER_RECORDS, true)
                .set(DtlsConfig.DTLS_REMOVE_STALE_DOUBLE_PRINCIPALS, true);
    }

    /// Whether connection ids can have that length.
    ///
    /// @throws InvalidValue when they cannot
    public static void requireCidOctets(int cidOctets) {
        if (cidOctets != 0 && (cidOctets < LEAST_CID_OCTETS || cidOctets > MOST_CID_OCTETS)) {
            throw new InvalidValue(
                    "connectionIdOctets",
                    "is %d; needs %d to %d, or 0 for no connection ids"
                            .formatted(cidOctets, LEAST_CID_OCTETS, MOST_CID_OCTETS));
        }
    }

    /// What both ends have.
    static Configuration shared() {
        CoapConfig.register();
        DtlsConfig.register();
        return Configuration.createStandardWithoutFile()
                .set(DtlsConfig.DTLS_CIPHER_SUITES, SUITES)
                .set(DtlsConfig.DTLS_MAX_TRANSMISSION_UNIT, MTU)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 2);
    }

    @Override
    protected void receiveNextDatagramFromNetwork(DatagramPacket datagram) throws IOException {
        super.receiveNextDatagramFromNetwork(datagram);
        keys.events().received(datagram);
    }

    @Override
    protected void sendNextDatagramOverNetwork(DatagramPacket datagram) throws IOException {
        keys.events().sent(datagram);
        super.sendNextDatagramOverNetwork(datagram);
    }

    /// Called by Scandium as each handshake begins.
    @Override
    @SuppressWarnings("deprecation")
    protected void onInitializeHandshaker(Handshaker handshaker) {
        handshaker.addSessionListener(
                new SessionAdapter() {
                    @Override
                    public void contextEstablished(Handshaker complete, DTLSContext established) {
                        DtlsPeer.of(established.getSession().getPeerIdentity())
                                .ifPresent(LeafKeyConnector.this::proved);
                    }
                });
    }

    private void proved(DtlsPeer peer) {
        lookUp.proved(peer);
        keys.verified().accept(peer.grant().rand());
        keys.events().established(peer);
    }

    /// Who sent a message, if the operator still lets this server have the key it came under. Else its session ends,
    /// with time left for an answer that says so. May block in the key source.
    public Optional<DtlsPeer> granted(@Nullable Principal sender) {
        Optional<DtlsPeer> peer = DtlsPeer.of(sender);
        if (peer.isEmpty()) {
            return peer;
        }
        if (isOver(peer.get())) {
            endSoon(peer.get(), DtlsEvents.End.EXPIRED);
            return Optional.empty();
        }
        if (!grants.stands(peer.get().held(), peer.get().source())) {
            endSoon(peer.get(), DtlsEvents.End.WITHDRAWN);
            return Optional.empty();
        }
        return peer;
    }

    private boolean isOver(DtlsPeer peer) {
        return !peer.grant().expiry().isAfter(keys.clock().now());
    }

    private void endSoon(DtlsPeer peer, DtlsEvents.End why) {
        keys.timers().after(ANSWER_MS, () -> end(peer, why));
    }

    /// Says so to the device, and forgets the session.
    private void end(DtlsPeer peer, DtlsEvents.End why) {
        Connection connection = connections.get(peer.connection());
        if (connection == null) {
            return;
        }
        InetSocketAddress address = connection.getPeerAddress();
        if (address != null) {
            close(address);
        }
        inTurn(
                connection,
                () -> {
                    if (connections.remove(connection, true)) {
                        keys.events().ended(peer, why);
                    }
                });
    }

    private static void inTurn(Connection connection, Runnable action) {
        try {
            connection.getExecutor().execute(action);
        } catch (RejectedExecutionException stopped) {
            // Its connector has stopped, or it is forgotten already.
        }
    }

    private synchronized void sweepLater() {
        if (!stopped) {
            sweep = keys.timers().after(limits.sweepMs(), this::sweep);
        }
    }

    private void sweep() {
        Filter<Connection> endsIfOver =
                connection -> {
                    DtlsPeer.of(connection.getEstablishedPeerIdentity())
                            .filter(this::isOver)
                            .ifPresent(peer -> end(peer, DtlsEvents.End.EXPIRED));
                    return false;
                };
        Future<Void> _ = startForEach(endsIfOver);
        sweepLater();
    }

    /// Sessions and handshakes held now; for gauges.
    public int connectionCount() {
        return limits.sessions() - connections.remainingCapacity();
    }

    /// Handshakes under way; for gauges.
    public int handshakeCount() {
        return handshakes.count();
    }

    /// Sessions end with it.
    @Override
    public void stop() {
        endSweeps();
        super.stop();
    }

    private synchronized void endSweeps() {
        stopped = true;
        if (sweep != null) {
            sweep.cancel();
        }
    }
}
