package dev.bestow.bench;

import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/// What a retrieval of one key costs client and server together, over TLS 1.3 on loopback and a connection that is
/// open: one at a time, and 16 at once, each after as many that are not counted. Usage: `bench/run http [RETRIEVALS]`.
public final class HttpBench {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final RetrievalRequest ASKED =
            new RetrievalRequest(AS, new KeyName.ByRand(RandId.parse("2a99dfa5")), KeyRoot.CK_IK);
    private static final int[] CALLERS = {1, 16};
    private static final long DEADLINE_MS = 10_000;

    private final NorthboundClient client;
    private final AtomicInteger failures = new AtomicInteger();

    private HttpBench(NorthboundClient client) {
        this.client = client;
    }

    /// Prints a table; ends with status 1 when a retrieval failed.
    public static void main(String[] arguments) throws Exception {
        int retrievals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        System.out.println("retrievals of one key, mutual TLS 1.3: " + Machine.description());
        Ports ports = SystemPorts.untilExit();
        TestCertificates authority = TestCertificates.newAuthority(ports.clock());
        int failed;
        try (NorthboundServer server =
                        NorthboundServer.start(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                identity(authority, "scef.example.net"),
                                (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                                NorthboundLimits.STANDARD,
                                ports);
                NorthboundClient client =
                        new NorthboundClient(
                                URI.create("https://localhost:" + server.port()),
                                identity(authority, AS.fqdn()),
                                ports.clock(),
                                DEADLINE_MS)) {
            HttpBench bench = new HttpBench(client);
            for (int callers : CALLERS) {
                bench.run(callers, retrievals);
            }
            System.out.println("callers  retrievals/s  cpu us  garbage octets");
            for (int callers : CALLERS) {
                bench.row(callers, retrievals);
            }
            failed = bench.failures.get();
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static SSLContext identity(TestCertificates authority, String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                        List.of(issued.certificate()), issued.key(), List.of(issued.authority()))
                .context();
    }

    private static RetrievedKey key() {
        return new RetrievedKey(
                new KsAs(Secret.taking(new byte[KsAs.OCTETS])),
                Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5"),
                null,
                KeyRoot.CK_IK,
                Instant.parse("2026-11-22T00:00:00Z"),
                "meter1@example.net",
                true);
    }

    private void row(int callers, int retrievals) {
        long startNs = System.nanoTime();
        long cpuNs = Machine.cpuNs();
        long garbage = Machine.allocatedOctets();
        run(callers, retrievals);
        System.out.printf(
                Locale.ROOT,
                "%7d  %,12.0f  %6.1f  %,14d%n",
                callers,
                retrievals * 1e9 / (System.nanoTime() - startNs),
                (Machine.cpuNs() - cpuNs) / 1e3 / retrievals,
                (Machine.allocatedOctets() - garbage) / retrievals);
    }

    private void run(int callers, int retrievals) {
        AtomicInteger begun = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                threads.execute(() -> {
                    while (begun.getAndIncrement() < retrievals) {
                        ask();
                    }
                });
            }
        }
    }

    private void ask() {
        if (client.retrieve(ASKED)
                instanceof RetrievalOutcome.Answered(RetrievalAnswer.Keys(var keys))) {
            keys.forEach(RetrievedKey::close);
        } else {
            failures.incrementAndGet();
        }
    }
}
