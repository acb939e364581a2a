package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Set;

/// Host-IP-Address is the address this very connection has at our end (RFC 6733 clause 5.3.5), whatever
/// the node listens on: peers that compare turn away whoever says 0.0.0.0.
@Timeout(120)
class HostIpAddressTest {
    private static final byte[] V4 = {127, 0, 0, 1};
    private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @BeforeAll
    static void bothFamiliesAreHere() throws IOException {
        assumeTrue(
                NetworkInterface.getByInetAddress(InetAddress.getByAddress(V6)) != null,
                "SKIPPED: no ::1 on this machine");
    }

    private static InetAddress said(DiameterMessage message) {
        return message.require(BaseAvps.HOST_IP_ADDRESS).address();
    }

    @Test
    void aListenerOnEveryAddressNamesTheOneThatWasCalled() throws IOException {
        InetAddress everywhere = InetAddress.getByAddress(new byte[16]);
        try (DiameterNode node =
                new TestNode("hss.test", "home.test")
                        // Off loopback and in clear, which takes a peer that is accepted so.
                        .peer(
                                DiameterConfig.Peer.of("mme.test", PeerRole.MME)
                                        .realm("visited.test")
                                        .security(
                                                new PeerSecurity.InsecureClear(
                                                        Set.of(InetAddress.getByAddress(V4)),
                                                        "a test")))
                        .waitingFor("mme6.test")
                        .listeningAt(everywhere)
                        .start()) {
            for (byte[] octets : new byte[][] {V4, V6}) {
                InetAddress called = InetAddress.getByAddress(octets);
                var to = new InetSocketAddress(called, node.listenAddress().getPort());
                try (RawPeer peer =
                        RawPeer.connect(
                                to, octets.length == V4.length ? "mme.test" : "mme6.test")) {
                    peer.send(peer.capabilities());
                    assertThat(said(peer.read())).isEqualTo(called);
                    peer.send(peer.capabilities());
                    assertThat(said(peer.read())).as("once open").isEqualTo(called);
                }
            }
        }
    }

    @Test
    void whoConnectsNamesTheAddressItConnectsFrom() throws IOException {
        for (byte[] octets : new byte[][] {V4, V6}) {
            InetAddress address = InetAddress.getByAddress(octets);
            try (ServerSocket listener = new ServerSocket(0, 1, address);
                    DiameterNode node =
                            new TestNode("mme.test", "visited.test")
                                    .peer(
                                            "hss.test",
                                            new InetSocketAddress(address, listener.getLocalPort()))
                                    .start();
                    RawPeer peer = RawPeer.accept(listener, "hss.test")) {
                assertThat(said(peer.read(CommandCode.CAPABILITIES_EXCHANGE, true)))
                        .isEqualTo(address);
                assertThat(node.isConnected("hss.test")).isFalse();
            }
        }
    }
}
