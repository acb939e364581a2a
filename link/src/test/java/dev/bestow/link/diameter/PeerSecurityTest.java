package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.util.Set;

class PeerSecurityTest {
    private static final InetAddress LISTED = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress UNLISTED = InetAddress.ofLiteral("192.0.2.8");
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final PeerSecurity CLEAR =
            new PeerSecurity.InsecureClear(Set.of(LISTED), "it speaks no TLS");

    @Test
    void clearIsForLoopbackAndForListedSourcesOfAPeerThatSpeaksNoTls() {
        assertThat(CLEAR.mayBeClear(LISTED, false)).isTrue();
        assertThat(CLEAR.mayBeClear(LOOPBACK, true)).isTrue();
        assertThat(CLEAR.mayBeClear(UNLISTED, false)).isFalse();
        assertThat(PeerSecurity.TLS_OFF_LOOPBACK.mayBeClear(LOOPBACK, true)).isTrue();
        assertThat(PeerSecurity.TLS_OFF_LOOPBACK.mayBeClear(LISTED, false)).isFalse();
        assertThat(PeerSecurity.TLS.mayBeClear(LOOPBACK, true)).isFalse();
    }

    private static DiameterConfig.Peer mme() {
        return DiameterConfig.Peer.of("mme.test", PeerRole.MME)
                .realm("visited.test")
                .security(CLEAR);
    }

    @Test
    @Timeout(60)
    void aPeerThatSpeaksNoTlsComesInClearFromLoopback() throws Exception {
        try (DiameterNode hss = new TestNode("hss.test", "home.test").peer(mme()).start();
                DiameterNode mme =
                        new TestNode("mme.test", "visited.test")
                                .peer("hss.test", hss.listenAddress())
                                .start()) {
            mme.connected("hss.test").get(30, SECONDS);
            assertThat(hss.isConfidential("mme.test")).isTrue();
        }
    }

    @Test
    @Timeout(60)
    void aPeerThatSpeaksNoTlsIsConnectedToInClearOnLoopback() throws Exception {
        try (DiameterNode mme =
                        new TestNode("mme.test", "visited.test").peer("hss.test", null).start();
                DiameterNode hss =
                        new TestNode("hss.test", "home.test")
                                .peer(mme().connectTo(mme.listenAddress()))
                                .start()) {
            hss.connected("mme.test").get(30, SECONDS);
            assertThat(mme.isConfidential("hss.test")).isTrue();
        }
    }
}
