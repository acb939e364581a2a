package dev.bestow.cli.lab;

import dev.bestow.core.Ports;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.Host;
import dev.bestow.network.config.Tls;
import dev.bestow.session.ua.AsApplication;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/// Where the nodes of a laboratory run: certificates in memory, and neighbours that are found at once.
///
/// @param wiring gets what a node would have of Diameter, answers what it has
public record LabHost(
        Ports ports,
        LabCertificates certificates,
        UnaryOperator<DiameterConfig> wiring,
        AsApplication application,
        Taps taps)
        implements Host {
    @Override
    public @Nullable TlsIdentity tls(@Nullable Tls files, String name) {
        return files == null ? null : certificates.of(name);
    }

    @Override
    public DiameterConfig diameter(DiameterConfig configured) {
        return wiring.apply(configured.withLimits(configured.limits().withReconnect(50, 200)));
    }
}
