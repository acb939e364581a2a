package dev.bestow.network;

import dev.bestow.keystore.KeyRing;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.network.config.KeyServerNodeConfig;

import java.util.List;

/// A running key server with its key ring and its northbound server, whichever function it is.
public sealed interface RunningKeyServer extends RunningNode permits RunningScef, RunningEmks {
    @Override
    KeyServerNodeConfig config();

    /// Its Diameter connections.
    DiameterNode diameter();

    /// Every Diameter command it serves, and to whom.
    List<CommandRouter.Served> served();

    /// The keys it holds.
    KeyRing keyRing();

    /// Where endpoints fetch their keys.
    int northboundPort();

    @Override
    default String summary() {
        return config().identity().host() + ", northbound on port " + northboundPort();
    }
}
