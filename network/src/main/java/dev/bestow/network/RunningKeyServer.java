package dev.bestow.network;

import dev.bestow.core.SubscriberTrace;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.keystore.KeyRing;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.control.ControlAction;

import java.util.List;
import java.util.Map;

/// A running key server with its key ring and its northbound server, whichever function it is.
public abstract sealed class RunningKeyServer implements RunningNode
        permits RunningScef, RunningEmks {
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
        return parts.actions(trace, unseen, northbound);
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
