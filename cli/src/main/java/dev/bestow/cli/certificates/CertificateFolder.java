package dev.bestow.cli.certificates;

import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/// A folder of PEM files: the authority's certificate `ca.crt` and its key `ca.key`, and for each
/// node `<fqdn>.crt` and `<fqdn>.key` (PKCS#8). Keys are readable by their owner only, from the
/// moment they exist.
public final class CertificateFolder {
    private static final String AUTHORITY = "ca";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int P256_BITS = 256;

    private final Path folder;
    private final TestCertificates certificates;

    private CertificateFolder(Path folder, TestCertificates certificates) {
        this.folder = folder;
        this.certificates = certificates;
    }

    /// Opens `folder`, with the authority that is there or a fresh one.
    public static CertificateFolder open(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
            Path certificate = folder.resolve(AUTHORITY + ".crt");
            Path key = folder.resolve(AUTHORITY + ".key");
            if (Files.exists(certificate) && Files.exists(key)) {
                return new CertificateFolder(
                        folder,
                        new TestCertificates(clock, readKey(key), readCertificate(certificate)));
            }
            TestCertificates fresh = TestCertificates.newAuthority(clock);
            write(key, PRIVATE_KEY, fresh.authorityKey().getEncoded(), "rw-------");
            write(certificate, CERTIFICATE, encoded(fresh.authority()), "rw-r--r--");
            return new CertificateFolder(folder, fresh);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        }
    }

    /// Makes a key and a certificate for `fqdn`. Never overwrites: a running node may use them.
    public TlsFiles issue(String fqdn) {
        TlsFiles files = files(fqdn);
        TestCertificates.Issued issued = certificates.issue(fqdn);
        try {
            write(files.key(), PRIVATE_KEY, encoded(issued), "rw-------");
            write(files.certificate(), CERTIFICATE, encoded(issued.certificate()), "rw-r--r--");
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    /// Where the files of `fqdn` are.
    public TlsFiles files(String fqdn) {
        return new TlsFiles(
                folder.resolve(fqdn + ".key"),
                folder.resolve(fqdn + ".crt"),
                folder.resolve(AUTHORITY + ".crt"));
    }

    /// What a `tls` section of a configuration wants.
    public record TlsFiles(Path key, Path certificate, Path ca) {}

    /// PKCS#8 with the public key inside (RFC 5915 clause 3). Java leaves that out, and GnuTLS does
    /// not take a key without it.
    private static byte[] encoded(TestCertificates.Issued issued) throws IOException {
        var certified =
                SubjectPublicKeyInfo.getInstance(issued.certificate().getPublicKey().getEncoded());
        var key =
                new ECPrivateKey(
                        P256_BITS,
                        ((java.security.interfaces.ECPrivateKey) issued.key()).getS(),
                        certified.getPublicKeyData(),
                        null);
        return new PrivateKeyInfo(certified.getAlgorithm(), key).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of our own making", e);
        }
    }

    private static void write(Path file, String label, byte[] der, String rights)
            throws IOException {
        try {
            Files.createFile(file, rights(file, rights));
        } catch (FileAlreadyExistsException e) {
            throw new InvalidValue(file.toString(), "exists already, and is left alone");
        }
        try (PemWriter pem =
                new PemWriter(Files.newBufferedWriter(file, StandardOpenOption.WRITE))) {
            pem.writeObject(new PemObject(label, der));
        }
    }

    private static FileAttribute<?>[] rights(Path file, String rights) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : new FileAttribute<?>[0];
    }

    private static X509Certificate readCertificate(Path file) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (GeneralSecurityException e) {
            throw new InvalidValue(file.toString(), "holds no PEM certificate");
        }
    }

    private static PrivateKey readKey(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try (PemReader pem = new PemReader(new StringReader(text))) {
            PemObject key = pem.readPemObject();
            if (key == null || !key.getType().equals(PRIVATE_KEY)) {
                throw noKey(file);
            }
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getContent()));
        } catch (GeneralSecurityException | IOException | DecoderException e) {
            throw noKey(file);
        }
    }

    private static InvalidValue noKey(Path file) {
        return new InvalidValue(file.toString(), "holds no EC key in PKCS#8 PEM");
    }
}
