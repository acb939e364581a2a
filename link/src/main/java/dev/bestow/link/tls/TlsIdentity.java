package dev.bestow.link.tls;

import dev.bestow.core.InvalidValue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/// A certificate chain with its private key, and the authorities whose certificates are accepted from the
/// other side. Made from three PEM files; whatever is wrong with one of them is [InvalidValue] with its name.
public final class TlsIdentity {
    /// TLS 1.3 (RFC 8446) and nothing older.
    public static final String PROTOCOL = "TLSv1.3";

    private final X509Certificate certificate;
    private final SSLContext context;

    private TlsIdentity(X509Certificate certificate, SSLContext context) {
        this.certificate = certificate;
        this.context = context;
    }

    /// Reads an identity.
    ///
    /// @param chainFile this node's certificate, then the intermediate ones
    /// @param keyFile its private key, PKCS#8 without a passphrase (`BEGIN PRIVATE KEY`)
    /// @param trustFile certificates of the authorities trusted here; the system's own are not
    public static TlsIdentity load(Path chainFile, Path keyFile, Path trustFile) {
        List<X509Certificate> chain = PemFiles.certificates(chainFile);
        PrivateKey key = PemFiles.privateKey(keyFile, chain.getFirst().getPublicKey());
        return of(chain, key, PemFiles.certificates(trustFile));
    }

    /// An identity from parts that are in memory already. The key has to belong to the first certificate.
    public static TlsIdentity of(
            List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted) {
        try {
            return new TlsIdentity(chain.getFirst(), context(chain, key, trusted));
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidValue("TLS identity", "is not usable: " + e.getMessage());
        }
    }

    private static SSLContext context(
            List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, none);
        own.setKeyEntry("own", key, none, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, none);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, none);
        for (int i = 0; i < trusted.size(); i++) {
            anchors.setCertificateEntry("ca" + i, trusted.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance(PROTOCOL);
        context.init(keys.getKeyManagers(), UnnamedAuthorities.of(trust.getTrustManagers()), null);
        return context;
    }

    /// This node's own certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// Fit for clients and servers; combine it with [#mutual()].
    public SSLContext context() {
        return context;
    }

    /// TLS 1.3 only, and a certificate demanded from whoever connects to us.
    public SSLParameters mutual() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    @Override
    public String toString() {
        return "TlsIdentity(" + certificate.getSubjectX500Principal().getName() + ")";
    }
}
