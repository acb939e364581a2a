package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.link.tls.CertificateNames;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.Tls;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether this node's certificate is one that peers accept. What they would only answer with a closed
/// connection, the node says at its start.
final class OwnCertificate {
    private static final Logger LOG = System.getLogger("tls");

    private OwnCertificate() {}

    /// The identity in the files of `tls`; a line in the log for each thing peers will refuse.
    ///
    /// @param name the Diameter identity or AS_ID that the certificate has to name
    static TlsIdentity load(Tls tls, String name, Ports ports) {
        TlsIdentity identity = TlsIdentity.load(tls.certificate(), tls.key(), tls.ca());
        Clock clock = ports.clock();
        Instant now = clock.now();
        Instant until = identity.certificate().getNotAfter().toInstant();
        ports.monitoring()
                .gauge(
                        "tls_certificate_expiry_days",
                        "Whole days until this node's certificate expires; below 0 it has.",
                        () -> Duration.between(clock.now(), until).toDays());
        objections(tls.certificate(), identity.certificate(), name, now)
                .forEach(objection -> LOG.log(Level.WARNING, objection));
        return identity;
    }

    /// As [#load], where TLS may be left out.
    static @Nullable TlsIdentity ifAny(@Nullable Tls tls, String name, Ports ports) {
        return tls == null ? null : load(tls, name, ports);
    }

    static List<String> objections(
            Path file, X509Certificate certificate, String name, Instant now) {
        List<String> objections = new ArrayList<>();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            objections.add(file + " expired at " + until + ": peers refuse it");
        }
        if (now.isBefore(from)) {
            objections.add(file + " is not valid before " + from + ": peers refuse it until then");
        }
        Set<String> names = CertificateNames.of(certificate);
        if (!names.contains(name)) {
            objections.add(
                    file
                            + " names "
                            + names
                            + " and not "
                            + name
                            + ", as who peers know this node");
        }
        return objections;
    }
}
