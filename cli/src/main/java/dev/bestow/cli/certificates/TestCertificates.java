package dev.bestow.cli.certificates;

import dev.bestow.core.Clock;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;

/// An authority for laboratories: makes certificates (RFC 5280) that name one node each, by FQDN and
/// as `localhost`/127.0.0.1, fit for both ends of TLS. EC P-256, valid for a year. Nobody outside the
/// laboratory should trust it: its key lies beside the certificates it signed.
///
/// The JDK reads certificates and has no API to make one. Bouncy Castle writes what is signed; keys, hash and
/// signature are the JDK's.
public final class TestCertificates {
    private static final Duration LIFETIME = Duration.ofDays(365);

    /// Machines of a laboratory disagree about the time.
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    private static final int KEY_IDENTIFIER_OCTETS = 20;

    /// X.520 ends common names there; RFC 6125 has retired them as identities anyway.
    private static final int COMMON_NAME_CHARACTERS = 64;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key;
    private final X509Certificate certificate;

    TestCertificates(Clock clock, PrivateKey key, X509Certificate certificate) {
        this.clock = clock;
        this.key = key;
        this.certificate = certificate;
    }

    private TestCertificates(Clock clock) throws GeneralSecurityException, IOException {
        this.clock = clock;
        KeyPair pair = newPair();
        this.key = pair.getPrivate();
        X500Name name = name("Bestow test authority, do not trust");
        this.certificate =
                sign(
                        name,
                        name,
                        pair.getPublic(),
                        critical(Extension.basicConstraints, new BasicConstraints(0)),
                        critical(
                                Extension.keyUsage,
                                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)),
                        keyIdentifier(pair.getPublic()));
    }

    /// A fresh authority, in memory.
    public static TestCertificates newAuthority(Clock clock) {
        try {
            return new TestCertificates(clock);
        } catch (GeneralSecurityException | IOException e) {
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
            var purposes =
                    new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    };
            byte[] authority = digest(certificate.getPublicKey());
            X509Certificate signed =
                    sign(
                            X500Name.getInstance(
                                    certificate.getSubjectX500Principal().getEncoded()),
                            name(fqdn),
                            pair.getPublic(),
                            critical(Extension.basicConstraints, new BasicConstraints(false)),
                            critical(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature)),
                            extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes)),
                            extension(Extension.subjectAlternativeName, alternativeNames(fqdn)),
                            keyIdentifier(pair.getPublic()),
                            extension(
                                    Extension.authorityKeyIdentifier,
                                    new AuthorityKeyIdentifier(authority)));
            return new Issued(fqdn, pair.getPrivate(), signed, certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK has EC P-256", e);
        }
    }

    private X509Certificate sign(
            X500Name issuer, X500Name subject, PublicKey subjectKey, Extension... extensions)
            throws GeneralSecurityException, IOException {
        var builder =
                new X509v3CertificateBuilder(
                        issuer,
                        new BigInteger(SERIAL_BITS, random),
                        Date.from(clock.now().minus(CLOCK_SKEW)),
                        Date.from(clock.now().plus(LIFETIME)),
                        subject,
                        SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
        for (Extension extension : extensions) {
            builder.addExtension(extension);
        }
        byte[] signed = builder.build(new EcdsaSigner(key, random)).getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(signed));
    }

    private KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static GeneralNames alternativeNames(String fqdn) {
        return new GeneralNames(
                new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, fqdn),
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                });
    }

    /// A distinguished name of one common name, for people to read.
    private static X500Name name(String text) {
        String commonName = text.substring(0, Math.min(text.length(), COMMON_NAME_CHARACTERS));
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    }

    private static Extension keyIdentifier(PublicKey key)
            throws GeneralSecurityException, IOException {
        return extension(Extension.subjectKeyIdentifier, new SubjectKeyIdentifier(digest(key)));
    }

    /// RFC 7093 clause 2, method 1 in spirit: 20 octets that tell keys apart, nothing more.
    private static byte[] digest(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_IDENTIFIER_OCTETS);
    }

    private static Extension extension(ASN1ObjectIdentifier oid, ASN1Encodable value)
            throws IOException {
        return Extension.create(oid, false, value);
    }

    private static Extension critical(ASN1ObjectIdentifier oid, ASN1Encodable value)
            throws IOException {
        return Extension.create(oid, true, value);
    }

    /// A node's key and certificate, with the certificate of the authority.
    ///
    /// @param fqdn the name in the certificate
    public record Issued(
            String fqdn, PrivateKey key, X509Certificate certificate, X509Certificate authority) {}
}
