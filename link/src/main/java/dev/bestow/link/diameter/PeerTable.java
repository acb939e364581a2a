package dev.bestow.link.diameter;

import dev.bestow.link.accept.HalfOpen;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who the neighbours are, which connections exist, and which of them a request takes (RFC 6733 clauses
/// 2.6, 2.7 and 6.1): the peer named in Destination-Host, else a peer that routes for the
/// Destination-Realm, in the order of the configuration. There is no default route.
final class PeerTable {
    /// The first attempt and one on an alternate: an answer that two neighbours fail to bring has a
    /// problem that a third will not solve.
    private static final int MAX_ATTEMPTS = 2;

    private final DiameterContext context;

    private volatile Peers peers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final HalfOpen<Connection> halfOpen;

    /// Who is known at one time.
    private record Peers(List<RemotePeer> inOrder, Map<String, RemotePeer> byHost) {
        private Peers(List<RemotePeer> inOrder) {
            this(
                    List.copyOf(inOrder),
                    inOrder.stream()
                            .collect(Collectors.toUnmodifiableMap(RemotePeer::host, peer -> peer)));
        }
    }

    PeerTable(DiameterContext context) {
        this.context = context;
        halfOpen = new HalfOpen<>(context.limits().halfOpen());
        peers =
                new Peers(
                        context.config().peers().stream()
                                .map(peer -> new RemotePeer(context, this, peer))
                                .toList());
    }

    List<RemotePeer> configured() {
        return peers.inOrder();
    }

    /// Knows these from now on. A peer of which nothing has changed keeps its connection; any other has lost every
    /// right when this returns, on the connections it has too, and what waits for its answers goes another way.
    ///
    /// @return those that are new or changed, not started yet
    synchronized List<RemotePeer> replace(List<DiameterConfig.Peer> wanted) {
        Peers before = peers;
        List<RemotePeer> inOrder = new ArrayList<>();
        List<RemotePeer> fresh = new ArrayList<>();
        for (DiameterConfig.Peer config : wanted) {
            RemotePeer known = before.byHost().get(config.host());
            if (known != null && known.config().isSameAs(config)) {
                inOrder.add(known);
            } else {
                RemotePeer peer = new RemotePeer(context, this, config);
                inOrder.add(peer);
                fresh.add(peer);
            }
        }
        Peers after = new Peers(inOrder);
        peers = after;
        for (RemotePeer old : before.inOrder()) {
            RemotePeer successor = after.byHost().get(old.host());
            if (successor != old) {
                old.retire(
                        successor == null
                                ? BaseMessages.CAUSE_UNWANTED
                                : BaseMessages.CAUSE_REBOOTING);
            }
        }
        return fresh;
    }

    Set<Connection> connections() {
        return connections;
    }

    @Nullable RemotePeer peer(String host) {
        return peers.byHost().get(host);
    }

    /// Connections that came in and whose peer has not said yet who it is.
    int halfOpen() {
        return halfOpen.count();
    }

    boolean isOurselves(String host) {
        return host.equals(context.origin().host());
    }

    /// A connection came in. It is half open until [#proven].
    void admit(Connection connection) {
        Connection givesWay = halfOpen.enter(connection.address(), connection);
        run(connection);
        if (givesWay != null) {
            givesWay.close();
            context.gaveWay(givesWay);
        }
    }

    /// The connection's peer is who it says it is.
    void proven(Connection connection) {
        halfOpen.leave(connection.address(), connection);
    }

    /// Starts the connection's reader.
    void run(Connection connection) {
        connections.add(connection);
        Thread.ofVirtual().name("diameter-reader").start(connection::run);
    }

    /// The connection is gone; `openConnection` is what it carried, if it ever opened.
    void ended(Connection connection, @Nullable OpenConnection openConnection) {
        connections.remove(connection);
        halfOpen.leave(connection.address(), connection);
        if (openConnection != null) {
            rerouteAll(openConnection);
        }
    }

    /// What waits for answers there goes another way, or ends.
    void rerouteAll(OpenConnection left) {
        // Sending may wait for an alternate that does not read; the caller may be the sweeper.
        Thread.ofVirtual().name("diameter-failover").start(() -> left.takePending(this::reroute));
    }

    /// Puts the request on its way, or ends it as undeliverable.
    void route(Pending request) {
        OpenConnection way = select(request, null);
        if (way == null) {
            request.end(new Outcome.Undeliverable(whyNot(request)));
        } else if (!way.send(request)) {
            reroute(request);
        }
    }

    /// The way the request was on is no more.
    private void reroute(Pending request) {
        OpenConnection way = request.attempts() < MAX_ATTEMPTS ? select(request, null) : null;
        if (way == null || !way.send(request)) {
            request.end(new Outcome.Undeliverable("the connection was lost and there is no other"));
        }
    }

    /// The watchdog suspects the connection: what waits on it goes to an alternate too, if there is one,
    /// and otherwise goes on waiting.
    void failOver(OpenConnection suspect) {
        Thread.ofVirtual()
                .name("diameter-failover")
                .start(() -> suspect.eachPending(request -> failOver(suspect, request)));
    }

    private void failOver(OpenConnection suspect, Pending request) {
        OpenConnection way = request.attempts() < MAX_ATTEMPTS ? select(request, suspect) : null;
        if (way != null && suspect.take(request) && !way.send(request)) {
            request.end(new Outcome.Undeliverable("neither way took the request"));
        }
    }

    /// The best way, or null. `avoided` is not considered.
    private @Nullable OpenConnection select(Pending request, @Nullable OpenConnection avoided) {
        return find(request, way -> way != avoided && way.carries(request));
    }

    private @Nullable OpenConnection find(Pending request, Predicate<OpenConnection> fit) {
        DiameterMessage message = request.request();
        Predicate<OpenConnection> able =
                way -> way.remote().supports(message.applicationId()) && fit.test(way);
        AvpCursor host = message.find(BaseAvps.DESTINATION_HOST);
        if (host != null) {
            RemotePeer named = peer(host.identity());
            OpenConnection direct = named == null ? null : usable(named, able);
            if (direct != null) {
                return direct;
            }
        }
        AvpCursor realm = message.find(BaseAvps.DESTINATION_REALM);
        return realm == null ? null : byRealm(realm.identity(), host == null, able);
    }

    /// A peer of the realm itself will do when no host is named; otherwise only one that routes there.
    private @Nullable OpenConnection byRealm(
            String realm, boolean anyHost, Predicate<OpenConnection> able) {
        OpenConnection best = null;
        for (RemotePeer peer : configured()) {
            OpenConnection way = usable(peer, able);
            if (way != null
                    && (way.routesTo(realm)
                            || (anyHost && way.remote().origin().realm().equals(realm)))
                    && (best == null || way.reluctance() < best.reluctance())) {
                best = way;
            }
        }
        return best;
    }

    private static @Nullable OpenConnection usable(
            RemotePeer peer, Predicate<OpenConnection> able) {
        OpenConnection openConnection = peer.usable();
        return openConnection != null && able.test(openConnection) ? openConnection : null;
    }

    /// What an operator has to mend before such a request finds a way.
    private String whyNot(Pending request) {
        OpenConnection unfit = find(request, _ -> true);
        DiameterMessage message = request.request();
        if (unfit != null) {
            return unfit.unfitness(CommandCode.name(message.commandCode(), true));
        }
        AvpCursor host = message.find(BaseAvps.DESTINATION_HOST);
        AvpCursor realm = message.find(BaseAvps.DESTINATION_REALM);
        String destination =
                host != null
                        ? host.identity()
                        : realm != null ? "a node of realm " + realm.identity() : "nobody";
        return "no connection to " + destination;
    }
}
