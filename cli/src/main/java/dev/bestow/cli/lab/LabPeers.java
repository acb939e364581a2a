package dev.bestow.cli.lab;

import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningNode;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.wire.diameter.BestowAvps;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The Diameter sections of a lab's nodes.
public final class LabPeers {
    private static final long CONNECT_MS = 20_000;

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

    /// `node`, once it has every neighbour that it connects to.
    static <N extends RunningNode> N connected(N node, DiameterNode diameter) throws IOException {
        var all =
                diameter.connectsTo().stream()
                        .map(diameter::connected)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(CONNECT_MS, TimeUnit.MILLISECONDS);
            return node;
        } catch (TimeoutException e) {
            node.close();
            throw new IOException("the nodes do not find each other on loopback", e);
        } catch (InterruptedException e) {
            node.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the nodes started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a connection never fails", e);
        }
    }
}
