package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.link.tls.IdentityFiles;
import dev.bestow.link.tls.TestCertificates;
import dev.bestow.link.tls.TlsIdentity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocket;

/// The files of a running HSS, or of an MME it talks with, become others.
@Timeout(120)
class CertificateReloadTest {
    private static final TestCertificates AUTHORITY = new TestCertificates("Test CA");
    private static final TestCertificates OTHER = new TestCertificates("Other CA");

    /// The first handshake of a JVM on a busy machine takes seconds.
    private static final DiameterLimits PATIENT = TestNode.LIMITS.withDeadlines(30_000, 30_000);

    private final List<DiameterNode> nodes = new ArrayList<>();

    @TempDir private Path folder;
    private IdentityFiles files;

    @BeforeEach
    void open() throws IOException {
        AUTHORITY.node("hss.test").writeTo(folder);
        files = files();
    }

    private IdentityFiles files() {
        return new IdentityFiles(
                folder.resolve("node.pem"), folder.resolve("node.key"), folder.resolve("ca.pem"));
    }

    @AfterEach
    void stop() {
        nodes.reversed().forEach(DiameterNode::close);
    }

    private DiameterNode hss(TlsIdentity identity) throws IOException {
        DiameterNode node =
                new TestNode("hss.test", "home.test")
                        .tls(identity)
                        .peer("mme.test", null)
                        .limits(PATIENT)
                        .start();
        nodes.add(node);
        return node;
    }

    private DiameterNode mme(TlsIdentity identity, DiameterNode hss) throws IOException {
        DiameterNode node =
                new TestNode("mme.test", "visited.test")
                        .tls(identity)
                        .limits(PATIENT)
                        .peer("hss.test", hss.listenTlsAddress())
                        .start();
        nodes.add(node);
        return node;
    }

    private IdentityFiles.Look lookTwice() {
        files.look();
        return files.look();
    }

    /// The certificate that a new connection to it is shown.
    private static Certificate shownBy(DiameterNode hss) throws IOException {
        TlsIdentity identity = AUTHORITY.node("mme.test").identity();
        var address = hss.listenTlsAddress();
        try (SSLSocket socket =
                (SSLSocket)
                        identity.context()
                                .getSocketFactory()
                                .createSocket(address.getAddress(), address.getPort())) {
            socket.setSSLParameters(identity.mutual());
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void exchanges(DiameterNode mme) {
        assertThat(mme.exchange(TestNode.request("hss.test"), 10_000))
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void theNextConnectionIsShownTheNewCertificateAndTheOpenOneGoesOn() throws Exception {
        DiameterNode hss = hss(files.identity());
        DiameterNode mme = mme(AUTHORITY.node("mme.test").identity(), hss);
        mme.connected("hss.test").get(30, SECONDS);
        TestCertificates.Node renewed = AUTHORITY.node("hss.test");
        renewed.writeTo(folder);
        assertThat(shownBy(hss)).isNotEqualTo(renewed.chain().getFirst());
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        assertThat(shownBy(hss)).isEqualTo(renewed.chain().getFirst());
        exchanges(mme);
    }

    @Test
    void aBrokenReplacementIsRefusedAndTheCertificateGoesOn() throws Exception {
        DiameterNode hss = hss(files.identity());
        Certificate before = shownBy(hss);
        Files.writeString(
                folder.resolve("node.pem"),
                TestCertificates.pem(AUTHORITY.node("hss.test").chain().getFirst()));
        assertThat(lookTwice())
                .isEqualTo(
                        new IdentityFiles.Look.Refused(
                                folder.resolve("node.key")
                                        + ": is not the key of the certificate beside it"));
        assertThat(shownBy(hss)).isEqualTo(before);
        mme(AUTHORITY.node("mme.test").identity(), hss).connected("hss.test").get(30, SECONDS);
    }

    @Test
    void aNodeThatGetsTheRightCertificateConnectsWithoutARestart() throws Exception {
        AUTHORITY.node("sgsn.test").writeTo(folder);
        files = files();
        DiameterNode hss = hss(AUTHORITY.node("hss.test").identity());
        DiameterNode mme = mme(files.identity(), hss);
        var connected = mme.connected("hss.test");
        assertThatThrownBy(() -> connected.get(1, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(hss.counted(Counter.REFUSED_PEERS)).isPositive();
        AUTHORITY.node("mme.test").writeTo(folder);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        connected.get(30, SECONDS);
        exchanges(mme);
    }

    @Test
    void aPeerOfARemovedAuthorityGoesOnUntilItsConnectionEndsAndThenStaysOut() throws Exception {
        String authority = Files.readString(folder.resolve("ca.pem"));
        TestCertificates.Node foreign = OTHER.node("mme.test");
        Files.writeString(
                folder.resolve("ca.pem"), authority + TestCertificates.pem(foreign.authority()));
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        DiameterNode hss = hss(files.identity());
        // Keeps the tickets it is given, from one node to the next.
        TlsIdentity identity =
                new TestCertificates.Node(
                                foreign.chain(),
                                foreign.keys(),
                                AUTHORITY.node("x.test").authority())
                        .identity();
        DiameterNode mme = mme(identity, hss);
        mme.connected("hss.test").get(30, SECONDS);
        Files.writeString(folder.resolve("ca.pem"), authority);
        assertThat(lookTwice()).isEqualTo(new IdentityFiles.Look.Taken());
        exchanges(mme);
        mme.close();
        DiameterNode back = mme(identity, hss);
        var connected = back.connected("hss.test");
        assertThatThrownBy(() -> connected.get(1, SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(hss.isConnected("mme.test")).isFalse();
    }
}
