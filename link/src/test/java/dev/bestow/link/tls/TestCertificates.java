package dev.bestow.link.tls;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// A certificate authority for tests, made anew in every run.
public final class TestCertificates {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Instant now = Instant.now();

    private final X500Name name;
    private final KeyPair keys = keyPair();
    private final X509Certificate certificate;

    public TestCertificates(String commonName) {
        name = new X500Name("CN=" + commonName);
        certificate = sign(name, keys, List.of(), true);
    }

    /// A node whose certificate names these FQDNs.
    public record Node(List<X509Certificate> chain, KeyPair keys, X509Certificate authority) {
        public TlsIdentity identity() {
            return TlsIdentity.of(chain, keys.getPrivate(), List.of(authority));
        }

        /// Writes `node.pem`, `node.key` and `ca.pem`, over those of another.
        public void writeTo(Path folder) throws IOException {
            Files.writeString(folder.resolve("node.pem"), pem(chain.getFirst()));
            Path key = folder.resolve("node.key");
            Files.deleteIfExists(key);
            Files.createFile(key, OWNER_ONLY);
            Files.writeString(key, pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
            Files.writeString(folder.resolve("ca.pem"), pem(authority));
        }
    }

    public Node node(String... dnsNames) {
        KeyPair own = keyPair();
        X500Name subject = new X500Name("CN=node");
        return new Node(List.of(sign(subject, own, List.of(dnsNames), false)), own, certificate);
    }

    private X509Certificate sign(
            X500Name subject, KeyPair subjectKeys, List<String> dnsNames, boolean authority) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(now.minus(Duration.ofHours(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            subject,
                            subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!dnsNames.isEmpty()) {
                GeneralName[] names =
                        dnsNames.stream()
                                .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                                .toArray(GeneralName[]::new);
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
