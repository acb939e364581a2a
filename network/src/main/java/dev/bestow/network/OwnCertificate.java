package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.core.Ports;
import dev.bestow.link.tls.CertificateNames;
import dev.bestow.link.tls.IdentityFiles;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.Tls;
import dev.bestow.network.machine.Housekeeping;

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

/// This node's certificate: read at the start and again when its files change, and whether peers accept it. What
/// they would only answer with a closed connection, the node says itself.
final class OwnCertificate {
    private static final Logger LOG = System.getLogger("tls");

    /// New files are taken at the second look, so within 20 s.
    private static final long LOOK_SECONDS = 10;

    private final Path file;
    private final IdentityFiles files;
    private final @Nullable String name;
    private final Clock clock;

    /// One line of the log.
    record Line(Level level, String text) {}

    /// @param name the Diameter identity or AS_ID that the certificate has to name, or null where any name will do
    OwnCertificate(Tls tls, @Nullable String name, Clock clock) {
        this.file = tls.certificate();
        this.files = new IdentityFiles(tls.certificate(), tls.key(), tls.ca());
        this.name = name;
        this.clock = clock;
    }

    /// What a node shows to its peers: what the host has for it, or what is in `files`, followed until the node ends,
    /// with a line in the log for each thing peers will refuse, and for each change. Null where there are none.
    ///
    /// @param name the Diameter identity or AS_ID that the certificate has to name
    static @Nullable TlsIdentity of(@Nullable Tls files, String name, Host host, Started started) {
        TlsIdentity given = host.tls(files, name);
        if (given != null || files == null) {
            return given;
        }
        TlsIdentity identity = followed(files, name, host.ports(), started);
        Clock clock = host.ports().clock();
        host.ports()
                .monitoring()
                .gauge(
                        "tls_certificate_expiry_days",
                        "Whole days until this node's certificate expires; below 0 it has.",
                        () -> Duration.between(clock.now(), identity.notAfter()).toDays());
        return identity;
    }

    /// As [#of], for a store's cluster, which knows its clients by other means than their names.
    static TlsIdentity ofStore(Tls files, Host host, Started started) {
        return followed(files, null, host.ports(), started);
    }

    private static TlsIdentity followed(
            Tls files, @Nullable String name, Ports ports, Started started) {
        OwnCertificate own = new OwnCertificate(files, name, ports.clock());
        log(own.objections());
        started.closing(new Housekeeping(ports.clock()))
                .regularly("reading certificates", LOOK_SECONDS, () -> log(own.look()));
        return own.identity();
    }

    private static void log(List<Line> lines) {
        lines.forEach(line -> LOG.log(line.level(), line.text()));
    }

    TlsIdentity identity() {
        return files.identity();
    }

    /// Takes other files over, if there are any; what the log is to say of it.
    List<Line> look() {
        return switch (files.look()) {
            case IdentityFiles.Look.Unchanged() -> List.of();
            case IdentityFiles.Look.Taken() -> taken();
            case IdentityFiles.Look.Refused(String why) ->
                    List.of(
                            new Line(
                                    Level.WARNING,
                                    "the certificates read before stay in use, for these are none: "
                                            + why));
        };
    }

    private List<Line> taken() {
        List<Line> lines = new ArrayList<>();
        lines.add(
                new Line(
                        Level.INFO,
                        "new connections use "
                                + file
                                + ", valid until "
                                + identity().notAfter()
                                + ", and the key and authorities beside it"));
        lines.addAll(objections());
        return lines;
    }

    private List<Line> objections() {
        return objections(file, identity().certificate(), name, clock.now()).stream()
                .map(objection -> new Line(Level.WARNING, objection))
                .toList();
    }

    static List<String> objections(
            Path file, X509Certificate certificate, @Nullable String name, Instant now) {
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
        if (name != null && !names.contains(name)) {
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
