package dev.bestow.cli.lab;

import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.Clock;
import dev.bestow.link.tls.TlsIdentity;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Who the two ends of the northbound interface are in a lab, by an authority of its own.
record LabCertificates(TlsIdentity scef, TlsIdentity as) {
    /// Begins to make them. They are needed last and cost a start more than any node does, so they are made while
    /// the nodes start.
    static CompletableFuture<LabCertificates> making(Clock clock) {
        return CompletableFuture.supplyAsync(() -> make(TestCertificates.newAuthority(clock)));
    }

    private static LabCertificates make(TestCertificates authority) {
        return new LabCertificates(
                identity(authority, LabPlan.SCEF), identity(authority, LabPlan.AS.fqdn()));
    }

    private static TlsIdentity identity(TestCertificates authority, String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                List.of(issued.certificate()), issued.key(), List.of(issued.authority()));
    }
}
