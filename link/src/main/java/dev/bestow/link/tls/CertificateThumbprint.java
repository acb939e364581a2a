package dev.bestow.link.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// `x5t#S256` of a certificate: SHA-256 of its DER octets, base64url without padding (RFC 8705 clause 3.1).
public final class CertificateThumbprint {
    private CertificateThumbprint() {}

    /// That of the other side of a finished handshake; empty when it showed no certificate.
    public static String ofPeer(SSLSession session) {
        try {
            byte[] der = session.getPeerCertificates()[0].getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
