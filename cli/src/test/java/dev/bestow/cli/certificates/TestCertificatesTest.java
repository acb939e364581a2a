package dev.bestow.cli.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

class TestCertificatesTest {
    private final SystemClock clock = new SystemClock();

    @Test
    void aCertificateNamesItsNodeAndLoopback() throws GeneralSecurityException {
        TestCertificates.Issued issued =
                TestCertificates.newAuthority(clock).issue("as.example.net");
        X509Certificate certificate = issued.certificate();
        certificate.verify(issued.authority().getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "as.example.net"),
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"));
        assertThat(certificate.getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(issued.authority().getBasicConstraints()).isZero();
    }

    @Test
    void theKeyIsTheOneCertified() throws GeneralSecurityException {
        TestCertificates.Issued issued =
                TestCertificates.newAuthority(clock).issue("as.example.net");
        byte[] message = {1, 2, 3};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(issued.key());
        signer.update(message);
        byte[] signature = signer.sign();
        signer.initVerify(issued.certificate());
        signer.update(message);
        assertThat(signer.verify(signature)).isTrue();
    }

    @Test
    void anAuthorityIsFoundAgainInItsFolder(@TempDir Path folder) throws Exception {
        CertificateFolder.TlsFiles first = CertificateFolder.open(folder, clock).issue("a.example");
        CertificateFolder.TlsFiles second =
                CertificateFolder.open(folder, clock).issue("b.example");
        assertThat(second.ca()).isEqualTo(first.ca());
        assertThat(Files.readString(second.key()))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("\n-----END PRIVATE KEY-----\n");
        var factory = java.security.cert.CertificateFactory.getInstance("X.509");
        try (var ca = Files.newInputStream(first.ca());
                var in = Files.newInputStream(second.certificate())) {
            factory.generateCertificate(in).verify(factory.generateCertificate(ca).getPublicKey());
        }
    }

    @Test
    void aKeyFileHasThePublicKeyTooAsGnuTlsWantsIt(@TempDir Path folder) throws Exception {
        CertificateFolder.TlsFiles files = CertificateFolder.open(folder, clock).issue("a.example");
        TlsIdentity identity = TlsIdentity.load(files.certificate(), files.key(), files.ca());
        String pem = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----", "");
        byte[] key = Base64.getMimeDecoder().decode(pem);
        byte[] spki = identity.certificate().getPublicKey().getEncoded();
        assertThat(key).endsWith(Arrays.copyOfRange(spki, spki.length - 68, spki.length));
    }

    @Test
    void nothingIsOverwritten(@TempDir Path folder) {
        CertificateFolder certificates = CertificateFolder.open(folder, clock);
        assertThat(certificates.issue("a.example").key()).exists();
        assertThatThrownBy(() -> certificates.issue("a.example"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageEndingWith("a.example.key: exists already, and is left alone");
    }

    @Test
    void aSpoiltAuthorityIsRefusedByItsName(@TempDir Path folder) throws Exception {
        CertificateFolder.TlsFiles files = CertificateFolder.open(folder, clock).issue("a.example");
        Files.writeString(folder.resolve("ca.key"), "nothing");
        assertThatThrownBy(() -> CertificateFolder.open(folder, clock))
                .hasMessageEndingWith("ca.key: holds no EC key in PKCS#8 PEM");
        Files.writeString(files.ca(), "nothing");
        Files.writeString(folder.resolve("ca.key"), Files.readString(files.key()));
        assertThatThrownBy(() -> CertificateFolder.open(folder, clock))
                .hasMessageEndingWith("ca.crt: holds no PEM certificate");
    }
}
