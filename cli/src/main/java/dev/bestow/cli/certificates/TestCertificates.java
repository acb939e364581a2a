package dev.bestow.cli.certificates;

import dev.bestow.core.Clock;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;

/// An authority for laboratories: makes certificates (RFC 5280) that name one node each, by FQDN and
/// as `localhost`/127.0.0.1, fit for both ends of TLS. EC P-256, valid for a year. Nobody outside the
/// laboratory should trust it: its key lies beside the certificates it signed.
///
/// The JDK reads certificates and has no API to make one, so the few dozen octets around the keys are
/// written here. Bouncy Castle could, for 11 MB of jars and half a second at each start of the lab.
public final class TestCertificates {
    private static final Duration LIFETIME = Duration.ofDays(365);

    /// Machines of a laboratory disagree about the time.
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    private static final int KEY_IDENTIFIER_OCTETS = 20;

    /// X.520 ends common names there; RFC 6125 has retired them as identities anyway.
    private static final int COMMON_NAME_CHARACTERS = 64;

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key;
    private final X509Certificate certificate;

    TestCertificates(Clock clock, PrivateKey key, X509Certificate certificate) {
        this.clock = clock;
        this.key = key;
        this.certificate = certificate;
    }

    private TestCertificates(Clock clock) throws GeneralSecurityException {
        this.clock = clock;
        KeyPair pair = newPair();
        this.key = pair.getPrivate();
        byte[] name = name("Bestow test authority, do not trust");
        byte[] extensions =
                Der.sequence(
                        critical("2.5.29.19", Der.sequence(Der.bool(), Der.integer(0))),
                        // keyCertSign and cRLSign
                        critical("2.5.29.15", Der.bitString(1, (byte) 0b0000_0110)),
                        keyIdentifier(pair.getPublic()));
        this.certificate = sign(name, name, pair.getPublic(), extensions);
    }

    /// A fresh authority, in memory.
    public static TestCertificates newAuthority(Clock clock) {
        try {
            return new TestCertificates(clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has EC P-256", e);
        }
    }

    /// The authority's certificate, what the other side has to trust.
    public X509Certificate authority() {
        return certificate;
    }

    PrivateKey authorityKey() {
        return key;
    }

    /// A fresh key and certificate for the node called `fqdn`.
    public Issued issue(String fqdn) {
        try {
            KeyPair pair = newPair();
            byte[] extensions =
                    Der.sequence(
                            critical("2.5.29.19", Der.sequence()),
                            // digitalSignature
                            critical("2.5.29.15", Der.bitString(7, (byte) 0b1000_0000)),
                            // serverAuth and clientAuth
                            extension(
                                    "2.5.29.37",
                                    Der.sequence(
                                            Der.oid("1.3.6.1.5.5.7.3.1"),
                                            Der.oid("1.3.6.1.5.5.7.3.2"))),
                            extension("2.5.29.17", alternativeNames(fqdn)),
                            keyIdentifier(pair.getPublic()),
                            extension(
                                    "2.5.29.35",
                                    Der.sequence(
                                            Der.implicit(0, digest(certificate.getPublicKey())))));
            byte[] issuer = certificate.getSubjectX500Principal().getEncoded();
            X509Certificate signed = sign(issuer, name(fqdn), pair.getPublic(), extensions);
            return new Issued(fqdn, pair.getPrivate(), signed, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has EC P-256", e);
        }
    }

    private X509Certificate sign(
            byte[] issuer, byte[] subject, PublicKey subjectKey, byte[] extensions)
            throws GeneralSecurityException {
        byte[] toBeSigned =
                Der.sequence(
                        Der.explicit(0, Der.integer(2)),
                        Der.integer(new BigInteger(SERIAL_BITS, random)),
                        ECDSA_WITH_SHA256,
                        issuer,
                        Der.sequence(
                                Der.time(clock.now().minus(CLOCK_SKEW)),
                                Der.time(clock.now().plus(LIFETIME))),
                        subject,
                        subjectKey.getEncoded(),
                        Der.explicit(3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key, random);
        signature.update(toBeSigned);
        byte[] signed =
                Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bitString(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(signed));
    }

    private KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static byte[] alternativeNames(String fqdn) {
        return Der.sequence(
                Der.implicit(2, fqdn.getBytes(StandardCharsets.US_ASCII)),
                Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.implicit(7, LOOPBACK));
    }

    /// A distinguished name of one common name, for people to read.
    private static byte[] name(String text) {
        String commonName = text.substring(0, Math.min(text.length(), COMMON_NAME_CHARACTERS));
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
    }

    private static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
        return extension("2.5.29.14", Der.octetString(digest(key)));
    }

    /// RFC 7093 clause 2, method 1 in spirit: 20 octets that tell keys apart, nothing more.
    private static byte[] digest(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_IDENTIFIER_OCTETS);
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octetString(value));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.bool(), Der.octetString(value));
    }

    /// A node's key and certificate, with the certificate of the authority.
    ///
    /// @param fqdn the name in the certificate
    public record Issued(
            String fqdn, PrivateKey key, X509Certificate certificate, X509Certificate authority) {}
}
