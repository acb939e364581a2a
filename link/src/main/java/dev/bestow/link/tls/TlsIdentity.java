package dev.bestow.link.tls;

import dev.bestow.core.InvalidValue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/// A certificate chain with its private key, and the authorities whose certificates are accepted from the
/// other side. Made from three PEM files; whatever is wrong with one of them is [InvalidValue] with its name.
/// That of [IdentityFiles] becomes another when its files change; connections that are open then go on as they are.
/// Thread-safe.
public final class TlsIdentity {
    /// TLS 1.3 (RFC 8446) and nothing older.
    public static final String PROTOCOL = "TLSv1.3";

    private final SSLContext context;
    private volatile Current current;

    /// What it is now, in one piece: no handshake gets the key of one set and the authorities of another.
    private record Current(List<X509Certificate> chain, SSLContext context) {}

    private TlsIdentity(Current current) {
        this.current = current;
        this.context =
                new CurrentContext(current.context().getProvider(), () -> this.current.context());
    }

    /// Reads an identity.
    ///
    /// @param chainFile this node's certificate, then the intermediate ones
    /// @param keyFile its private key, PKCS#8 without a passphrase (`BEGIN PRIVATE KEY`)
    /// @param trustFile certificates of the authorities trusted here; the system's own are not
    public static TlsIdentity load(Path chainFile, Path keyFile, Path trustFile) {
        List<X509Certificate> chain = PemFiles.chain(chainFile);
        PrivateKey key = PemFiles.privateKey(keyFile, chain.getFirst().getPublicKey());
        return of(chain, key, PemFiles.certificates(trustFile));
    }

    /// An identity from parts that are in memory already. The key has to belong to the first certificate.
    public static TlsIdentity of(
            List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted) {
        try {
            return new TlsIdentity(new Current(List.copyOf(chain), context(chain, key, trusted)));
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

    /// From now on this is what `other` is. Sessions and tickets of before end with the context they belong to:
    /// they cannot be resumed, so each new connection shows certificates and has them checked.
    void become(TlsIdentity other) {
        current = other.current;
    }

    /// This node's own certificate.
    public X509Certificate certificate() {
        return current.chain().getFirst();
    }

    /// Until when peers accept this node: the first end of a certificate that it shows.
    public Instant notAfter() {
        return current.chain().stream()
                .map(shown -> shown.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /// Fit for clients and servers; combine it with [#mutual()]. It may be kept: each socket and engine it
    /// makes is of the identity as it is then. Its socket factories are not to be kept.
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
        return "TlsIdentity(" + certificate().getSubjectX500Principal().getName() + ")";
    }
}
