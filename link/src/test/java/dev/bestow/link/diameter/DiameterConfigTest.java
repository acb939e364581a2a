package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.diameter.BestowAvps;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

class DiameterConfigTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static void refuses(String field, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(InvalidValue.class).hasMessageContaining(field);
    }

    private static DiameterConfig config(
            String host, List<DiameterConfig.Peer> peers, boolean tls) {
        InetSocketAddress any = new InetSocketAddress(LOOPBACK, 0);
        return new DiameterConfig(
                host,
                "test",
                "Bestow",
                BestowAvps.DEFAULT_VENDOR_ID,
                Set.of(1),
                any,
                tls ? any : null,
                peers,
                DiameterLimits.DEFAULT,
                null);
    }

    @Test
    void identitiesAreLowerCaseNames() {
        refuses("originHost", () -> config("HSS.test", List.of(), false));
        refuses("originHost", () -> config("", List.of(), false));
        refuses("peer host", () -> DiameterConfig.Peer.of("a b", PeerRole.MME));
        refuses("peer realm", () -> DiameterConfig.Peer.of("a", PeerRole.MME).realms(Set.of("A")));
    }

    @Test
    void peersAreDistinctAndNotThisNode() {
        DiameterConfig.Peer peer = DiameterConfig.Peer.of("mme.test", PeerRole.MME);
        refuses("peers", () -> config("hss.test", List.of(peer, peer), false));
        refuses("peers", () -> config("mme.test", List.of(peer), false));
    }

    @Test
    void tlsNeedsAnIdentity() {
        DiameterConfig.Peer peer =
                DiameterConfig.Peer.of("mme.test", PeerRole.MME).security(PeerSecurity.TLS);
        refuses("tls", () -> config("hss.test", List.of(peer), false));
        refuses("tls", () -> config("hss.test", List.of(), true));
    }

    @Test
    void limitsHaveBounds() {
        refuses("watchdogMs", () -> DiameterLimits.DEFAULT.withWatchdog(5_999, 0));
        refuses("watchdogJitterMs", () -> DiameterLimits.DEFAULT.withWatchdog(30_000, 2_001));
        refuses("maxMessageOctets", () -> DiameterLimits.DEFAULT.withMaxMessageOctets(100));
        refuses("maxInFlight", () -> DiameterLimits.DEFAULT.withMaxRequests(0, 1));
        refuses("reconnectMinMs", () -> DiameterLimits.DEFAULT.withReconnect(2, 1));
    }
}
