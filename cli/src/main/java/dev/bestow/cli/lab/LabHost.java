package dev.bestow.cli.lab;

import dev.bestow.as.AsNode;
import dev.bestow.core.Ports;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.Host;
import dev.bestow.network.config.Tls;
import dev.bestow.session.ua.AsApplication;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Where the lab's nodes run: certificates of an authority that lasts as long as the lab, and the ledger looking on.
///
/// @param comparison sees the keys at the application server's end
record LabHost(
        LabPlan plan,
        Ports ports,
        CompletableFuture<LabCertificates> certificates,
        Ledger ledger,
        KeyComparison comparison)
        implements Host {
    @Override
    public @Nullable TlsIdentity tls(@Nullable Tls files, String name) {
        if (files == null) {
            return null;
        }
        LabCertificates made = certificates.join();
        return name.equals(LabPlan.SCEF) ? made.scef() : made.as();
    }

    @Override
    public DiameterConfig diameter(DiameterConfig configured) {
        DiameterConfig quick = configured.withLimits(configured.limits().withReconnect(100, 1_000));
        return plan.wiring().diameter().apply(quick);
    }

    @Override
    public AsApplication application() {
        return (_, _, report) -> Fleet.acknowledgement(report);
    }

    @Override
    public Taps taps() {
        AsNode.Tap ua = ledger.ua();
        return new Taps(
                plan.wiring().after(ledger),
                plan.wiring().after(ledger.nas()),
                ledger.http(),
                ua,
                comparison.server());
    }
}
