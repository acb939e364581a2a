package dev.bestow.cli.lab;

import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.wire.diameter.BestowAvps;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;

/// The Diameter sections of a lab's nodes.
public final class LabPeers {
    private LabPeers() {}

    /// Who listens at `listen` and knows these.
    public static DiameterSection diameter(Endpoint listen, List<DiameterSection.Peer> peers) {
        return new DiameterSection(listen, null, peers, BestowAvps.DEFAULT_VENDOR_ID);
    }

    /// A neighbour that connects to us.
    public static DiameterSection.Peer waiting(String host, PeerRole role) {
        return peer(host, role, null, List.of());
    }

    /// A neighbour that we connect to, for these realms.
    public static DiameterSection.Peer connecting(
            String host, PeerRole role, InetSocketAddress address, String... realms) {
        return peer(host, role, LabNodes.at(address), List.of(realms));
    }

    private static DiameterSection.Peer peer(
            String host, PeerRole role, @Nullable Endpoint address, List<String> realms) {
        return new DiameterSection.Peer(
                host, role, address, false, null, realms, List.of(), false, null);
    }

    /// A key server that we connect to.
    public static DiameterSection.Peer connecting(RunningKeyServer server) {
        return connecting(
                server.config().identity().host(),
                switch (server) {
                    case RunningScef _ -> PeerRole.SCEF;
                    case RunningEmks _ -> PeerRole.EMKS;
                },
                server.diameter().listenAddress());
    }
}
