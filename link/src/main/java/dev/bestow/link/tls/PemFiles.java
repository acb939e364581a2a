package dev.bestow.link.tls;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.OwnerOnly;
import dev.bestow.core.Reason;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Reads PEM (RFC 7468). Says which file is wrong and never what is in it.
final class PemFiles {
    /// No chain and no bundle of authorities comes near; a wrong path may point at anything.
    private static final long MAX_FILE_OCTETS = 1 << 20;

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";

    private PemFiles() {}

    static List<X509Certificate> certificates(Path file) {
        try {
            var read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)));
            if (read.isEmpty()) {
                throw new InvalidValue(file.toString(), "holds no certificate");
            }
            return read.stream().map(X509Certificate.class::cast).toList();
        } catch (CertificateException e) {
            throw new InvalidValue(file.toString(), "holds something that is no PEM certificate");
        }
    }

    /// Certificates of which each is issued by the next.
    static List<X509Certificate> chain(Path file) {
        List<X509Certificate> chain = certificates(file);
        for (int i = 1; i < chain.size(); i++) {
            var issuer = chain.get(i - 1).getIssuerX500Principal();
            if (!issuer.equals(chain.get(i).getSubjectX500Principal())) {
                throw new InvalidValue(
                        file.toString(),
                        "is out of order: certificate %d is not that of %s, who issued the one before it"
                                .formatted(i + 1, issuer));
            }
        }
        return chain;
    }

    /// The private key, in a file of its owner alone; it has to be the one of `certified`.
    static PrivateKey privateKey(Path file, PublicKey certified) {
        requireOwnerOnly(file);
        byte[] octets = read(file);
        byte[] der = der(file, octets);
        Arrays.fill(octets, (byte) 0);
        try {
            String algorithm = certified.getAlgorithm();
            PrivateKey key =
                    KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            if (!matches(key, certified)) {
                throw new InvalidValue(
                        file.toString(), "is not the key of the certificate beside it");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new InvalidValue(
                    file.toString(),
                    "is not the key of the certificate beside it, or no key at all");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] der(Path file, byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new InvalidValue(
                    file.toString(),
                    "holds no unencrypted PKCS#8 key; `openssl pkcs8 -topk8 -nocrypt` makes one");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(file.toString(), "is not valid Base64");
        }
    }

    /// Signs and verifies something: the only test that needs no knowledge of the key type.
    private static boolean matches(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        String algorithm =
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> certified.getAlgorithm();
                };
        byte[] message = "pair".getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(message);
        byte[] signature = signer.sign();
        signer.initVerify(certified);
        signer.update(message);
        return signer.verify(signature);
    }

    private static void requireOwnerOnly(Path file) {
        try {
            OwnerOnly.require(file.toString(), file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_OCTETS) {
                throw new InvalidValue(file.toString(), "is too long to be a PEM file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidValue unreadable(Path file, IOException why) {
        return new InvalidValue(file.toString(), "cannot be read: " + Reason.of(why));
    }
}
