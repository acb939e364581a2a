package dev.bestow.network;

import dev.bestow.core.SubscriberTrace;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.keystore.KeyRing;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.network.config.Differences;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.Northbound;
import dev.bestow.network.control.ControlAction;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A running key server with its key ring and its northbound server, whichever function it is.
public abstract sealed class RunningKeyServer implements RunningNode
        permits RunningScef, RunningEmks {
    static final String PEERS = "diameter.peers";

    /// Of which a line for each endpoint tells more.
    private static final Set<String> ENDPOINTS =
            Set.of(
                    "policy.applicationServers",
                    "policy.endpoints",
                    "policy.translating",
                    "policy.solution",
                    "policy.solutions");

    private final KeyServerParts parts;
    private final NorthboundServer northbound;

    RunningKeyServer(KeyServerParts parts, NorthboundServer northbound) {
        this.parts = parts;
        this.northbound = northbound;
    }

    @Override
    public abstract KeyServerNodeConfig config();

    /// Its Diameter connections.
    public abstract DiameterNode diameter();

    /// Every Diameter command it serves, and to whom.
    public abstract List<CommandRouter.Served> served();

    /// What it can be asked for on its own machine.
    ///
    /// @param unseen what it may mean that nothing was noted of a subscriber
    Map<String, ControlAction> actions(SubscriberTrace<KeyServerEvent> trace, String unseen) {
        return parts.actions(trace, unseen, () -> config().endpoints(), northbound);
    }

    /// How it serves endpoints before a change and after it.
    ///
    /// @param taking has the node do so
    record Behaviours(KeyServerConfig before, KeyServerConfig after, Runnable taking) {}

    /// Peers, tokens and endpoints of `next`. Who may less from now on loses it before others may more.
    NodeChange change(KeyServerNodeConfig next, Behaviours behaviours) {
        KeyServerNodeConfig now = config();
        List<DiameterConfig.Peer> peers = parts.network(next).peers();
        Northbound.Tokens section = next.http().tokens();
        boolean otherTokens = !Objects.equals(now.http().tokens(), section);
        TokenCheck tokens = otherTokens ? parts.tokens(section) : null;
        var endpoints = EndpointChanges.between(behaviours.before(), behaviours.after());
        var lines = new ChangeLines(Differences.between((Record) now, (Record) next));
        lines.say(Set.of(PEERS), PeerChanges.lines(now.diameter(), next.diameter()));
        lines.say(ENDPOINTS, endpoints.lines());
        return new NodeChange(
                lines.all(),
                () -> {
                    behaviours.taking().run();
                    if (otherTokens) {
                        northbound.take(tokens);
                    }
                    endpoints.gone().forEach(northbound::shutOut);
                    diameter().replacePeers(peers);
                });
    }

    /// The keys it holds.
    public KeyRing keyRing() {
        return parts.keyRing();
    }

    /// Where endpoints fetch their keys.
    public int northboundPort() {
        return northbound.port();
    }

    @Override
    public String summary() {
        return config().identity().host() + ", northbound on port " + northboundPort();
    }

    @Override
    public void close() {
        parts.close();
    }
}
