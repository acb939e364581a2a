package dev.bestow.cli.lab;

import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.Clock;
import dev.bestow.link.tls.TlsIdentity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Who the nodes of a laboratory are to each other, by an authority in memory. Thread-safe.
public final class LabCertificates {
    private final CompletableFuture<TestCertificates> authority;
    private final Map<String, CompletableFuture<TlsIdentity>> made = new ConcurrentHashMap<>();

    /// Begins to make those of `names`. They are needed last and cost a start more than any node does, so they are
    /// made while the nodes start.
    public LabCertificates(Clock clock, String... names) {
        authority = CompletableFuture.supplyAsync(() -> TestCertificates.newAuthority(clock));
        for (String name : names) {
            var _ = begun(name);
        }
    }

    private CompletableFuture<TlsIdentity> begun(String name) {
        return made.computeIfAbsent(
                name, _ -> authority.thenApply(signer -> identity(signer, name)));
    }

    /// That of the node called `name`; made if there is none yet.
    public TlsIdentity of(String name) {
        return begun(name).join();
    }

    private static TlsIdentity identity(TestCertificates authority, String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                List.of(issued.certificate()), issued.key(), List.of(issued.authority()));
    }
}
