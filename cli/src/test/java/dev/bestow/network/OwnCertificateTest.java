package dev.bestow.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.certificates.CertificateFolder;
import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.network.config.Tls;
import dev.bestow.network.machine.SystemClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class OwnCertificateTest {
    private static final Path FILE = Path.of("/etc/bestow/as.crt");

    private final X509Certificate certificate =
            TestCertificates.newAuthority(new SystemClock()).issue("as.example.net").certificate();

    private List<String> objections(String name, Instant now) {
        return OwnCertificate.objections(FILE, certificate, name, now);
    }

    @Test
    void nothingIsSaidOfACertificateThatPeersAccept() {
        Instant until = certificate.getNotAfter().toInstant();
        assertThat(objections("as.example.net", until.minusSeconds(1))).isEmpty();
        Instant from = certificate.getNotBefore().toInstant();
        assertThat(objections("as.example.net", from)).isEmpty();
    }

    @Test
    void anExpiredOneAndOneOfTomorrowAreToldWithFileAndDate() {
        Instant until = certificate.getNotAfter().toInstant();
        assertThat(objections("as.example.net", until.plusSeconds(1)))
                .containsExactly("/etc/bestow/as.crt expired at " + until + ": peers refuse it");
        Instant from = certificate.getNotBefore().toInstant();
        assertThat(objections("as.example.net", from.minus(Duration.ofDays(1))))
                .containsExactly(
                        "/etc/bestow/as.crt is not valid before "
                                + from
                                + ": peers refuse it until then");
    }

    @Test
    void oneThatDoesNotNameTheNodeIsToldWithBothNames() {
        Instant now = certificate.getNotBefore().toInstant().plusSeconds(60);
        assertThat(objections("as2.example.net", now))
                .singleElement()
                .asString()
                .startsWith("/etc/bestow/as.crt names [")
                .contains("as.example.net", "and not as2.example.net");
    }

    private static Tls issue(Path folder, String name) throws IOException {
        Files.deleteIfExists(folder.resolve("as.example.net.crt"));
        Files.deleteIfExists(folder.resolve("as.example.net.key"));
        var issued = CertificateFolder.open(folder, new SystemClock()).issue(name);
        Path certificate = folder.resolve("as.example.net.crt");
        Path key = folder.resolve("as.example.net.key");
        if (!issued.key().equals(key)) {
            Files.move(issued.certificate(), certificate);
            Files.move(issued.key(), key);
        }
        return new Tls(key, certificate, issued.ca());
    }

    private static List<OwnCertificate.Line> lookTwice(OwnCertificate own) {
        assertThat(own.look()).isEmpty();
        return own.look();
    }

    @Test
    void newFilesAreToldWithTheirEnd(@TempDir Path folder) throws IOException {
        Tls tls = issue(folder, "as.example.net");
        var own = new OwnCertificate(tls, "as.example.net", new SystemClock());
        assertThat(lookTwice(own)).isEmpty();
        issue(folder, "as.example.net");
        assertThat(lookTwice(own))
                .containsExactly(
                        new OwnCertificate.Line(
                                Level.INFO,
                                "new connections use "
                                        + tls.certificate()
                                        + ", valid until "
                                        + own.identity().notAfter()
                                        + ", and the key and authorities beside it"));
    }

    @Test
    void whatPeersRefuseIsToldAgainOfNewFiles(@TempDir Path folder) throws IOException {
        Tls tls = issue(folder, "as.example.net");
        var own = new OwnCertificate(tls, "as.example.net", new SystemClock());
        issue(folder, "as2.example.net");
        assertThat(lookTwice(own))
                .hasSize(2)
                .last()
                .satisfies(line -> {
                    assertThat(line.level()).isEqualTo(Level.WARNING);
                    assertThat(line.text()).contains("and not as.example.net");
                });
    }

    @Test
    void filesThatAreNoIdentityAreToldOnceInOneLine(@TempDir Path folder) throws IOException {
        Tls tls = issue(folder, "as.example.net");
        var own = new OwnCertificate(tls, "as.example.net", new SystemClock());
        Files.delete(tls.ca());
        assertThat(lookTwice(own))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.level()).isEqualTo(Level.WARNING);
                    assertThat(line.text())
                            .startsWith("the certificates read before stay in use")
                            .contains(tls.ca() + ": cannot be read: no such file");
                });
        assertThat(lookTwice(own)).isEmpty();
    }
}
