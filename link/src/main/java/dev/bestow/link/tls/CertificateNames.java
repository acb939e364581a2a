package dev.bestow.link.tls;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Whom a certificate names: its subject alternative names of type DNS, in lower case. The common name is
/// not looked at (RFC 6125 retired it) and wildcards match nothing: a node's identity is one FQDN.
public final class CertificateNames {
    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    /// The names of the other side of a finished handshake; none when it showed no certificate.
    public static Set<String> ofPeer(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf
                    ? of(leaf)
                    : Set.of();
        } catch (SSLPeerUnverifiedException e) {
            return Set.of();
        }
    }

    public static Set<String> of(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0) instanceof Integer type
                        && type == DNS_NAME
                        && name.get(1) instanceof String dns) {
                    names.add(dns.toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            return Set.of();
        }
        return Set.copyOf(names);
    }
}
