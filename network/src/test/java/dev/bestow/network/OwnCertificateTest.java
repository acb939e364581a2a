package dev.bestow.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.network.machine.SystemClock;

import org.junit.jupiter.api.Test;

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
}
