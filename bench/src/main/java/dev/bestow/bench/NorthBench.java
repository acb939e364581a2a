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
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/// What a retrieval of one key costs beside a bare Jetty handler that answers the same octets: both over mutual TLS 1.3
/// on loopback and connections that stay open, with HTTP/1.1 and HTTP/2, 16 callers of the JDK's client, whose cost is
/// in all four. Rounds alternate, so that whatever else the machine does meets both, and the cheapest of each counts.
/// Usage: `bench/run north [RETRIEVALS]`.
public final class NorthBench {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final byte[] ASKED =
            RetrievalJson.encode(
                    new RetrievalRequest(
                            AS, new KeyName.ByRand(RandId.parse("2a99dfa5")), KeyRoot.CK_IK));
    private static final int CALLERS = 16;
    private static final int ROUNDS = 3;
    private static final int OK = 200;

    private final AtomicInteger failures = new AtomicInteger();

    private NorthBench() {}

    /// Where a client asks, over which version.
    private record Contender(String name, URI address, HttpClient client) {}

    /// What one retrieval cost.
    private record Cost(double perSecond, double cpuUs, double octets) {
        static Cost least(Cost a, Cost b) {
            return a.cpuUs <= b.cpuUs ? a : b;
        }
    }

    /// Prints a table; ends with status 1 when a retrieval failed.
    public static void main(String[] arguments) throws Exception {
        int retrievals = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        System.out.println("retrievals of one key, mutual TLS 1.3: " + Machine.description());
        Ports ports = SystemPorts.untilExit();
        TestCertificates authority = TestCertificates.newAuthority(ports.clock());
        SSLContext server = identity(authority, "scef.example.net");
        SSLContext client = identity(authority, AS.fqdn());
        NorthBench bench = new NorthBench();
        Server bare = bareJetty(server);
        try (NorthboundServer north =
                NorthboundServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        server,
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                        NorthboundLimits.STANDARD,
                        ports)) {
            System.out.println("                     retrievals/s  cpu us  garbage octets");
            for (HttpClient.Version version : HttpClient.Version.values()) {
                bench.compare(
                        new Contender(
                                "bestow " + version, address(north.port()), of(client, version)),
                        new Contender(
                                "bare   " + version,
                                address(bare.getURI().getPort()),
                                of(client, version)),
                        retrievals);
            }
        } finally {
            bare.stop();
        }
        System.exit(bench.failures.get() == 0 ? 0 : 1);
    }

    private static URI address(int port) {
        return URI.create("https://localhost:" + port + RetrievalRequest.PATH);
    }

    private static HttpClient of(SSLContext tls, HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(tls).version(version).build();
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

    /// Reads the body and answers what our server would, on Jetty's own threads.
    private static Server bareJetty(SSLContext tls) throws Exception {
        byte[] body = KeysJson.encode(new RetrievalAnswer.Keys(List.of(key())));
        Server server = new Server();
        SslContextFactory.Server identity = new SslContextFactory.Server();
        identity.setSslContext(tls);
        identity.setIncludeProtocols(TlsIdentity.PROTOCOL);
        identity.setNeedClientAuth(true);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        var http1 = new HttpConnectionFactory(http);
        var http2 = new HTTP2ServerConnectionFactory(http);
        var alpn = new ALPNServerConnectionFactory(http2.getProtocol(), http1.getProtocol());
        alpn.setDefaultProtocol(http1.getProtocol());
        var connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(identity, alpn.getProtocol()),
                        alpn,
                        http2,
                        http1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback)
                            throws IOException {
                        Content.Source.asByteBuffer(request);
                        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                        response.write(true, ByteBuffer.wrap(body), callback);
                        return true;
                    }
                });
        server.start();
        return server;
    }

    private void compare(Contender ours, Contender bare, int retrievals) {
        measured(ours, retrievals);
        measured(bare, retrievals);
        Cost our = measured(ours, retrievals);
        Cost theirs = measured(bare, retrievals);
        for (int round = 1; round < ROUNDS; round++) {
            our = Cost.least(our, measured(ours, retrievals));
            theirs = Cost.least(theirs, measured(bare, retrievals));
        }
        print(ours.name(), our);
        print(bare.name(), theirs);
        System.out.printf(
                Locale.ROOT,
                "%-20s  %11.2f  %6.2f  %14.2f%n",
                "ratio",
                our.perSecond / theirs.perSecond,
                our.cpuUs / theirs.cpuUs,
                our.octets / theirs.octets);
    }

    private static void print(String name, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "%-20s  %,11.0f  %6.1f  %,14.0f%n",
                name,
                cost.perSecond,
                cost.cpuUs,
                cost.octets);
    }

    private Cost measured(Contender contender, int retrievals) {
        long startNs = System.nanoTime();
        long cpuNs = Machine.cpuNs();
        long garbage = Machine.allocatedOctets();
        AtomicInteger begun = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.execute(() -> {
                    while (begun.getAndIncrement() < retrievals) {
                        ask(contender);
                    }
                });
            }
        }
        return new Cost(
                retrievals * 1e9 / (System.nanoTime() - startNs),
                (Machine.cpuNs() - cpuNs) / 1e3 / retrievals,
                (Machine.allocatedOctets() - garbage) / (double) retrievals);
    }

    private void ask(Contender contender) {
        HttpRequest request =
                HttpRequest.newBuilder(contender.address())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(ASKED))
                        .build();
        try {
            if (contender.client().send(request, BodyHandlers.ofByteArray()).statusCode() != OK) {
                failures.incrementAndGet();
            }
        } catch (IOException e) {
            failures.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
