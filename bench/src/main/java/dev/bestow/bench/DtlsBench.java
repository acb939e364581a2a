package dev.bestow.bench;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.session.californium.dtls.DtlsEvents;
import dev.bestow.session.californium.dtls.DtlsKeys;
import dev.bestow.session.californium.dtls.DtlsLimits;
import dev.bestow.session.californium.dtls.DtlsPsk;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.californium.dtls.DtlsServer;
import dev.bestow.session.californium.dtls.LeafKeyConnector;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.FullName;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Processor time of a server for a DTLS-PSK handshake and the first report after it: an endpoint whose PSKs come by
/// way of the key server, beside bare Scandium that has the PSK in its configuration, and beside libcoap on OpenSSL,
/// which has no ephemeral key in its suites. Devices are in a process of their own ([DtlsDevices]), and the servers
/// take turns. Usage: `bench/run dtls [HANDSHAKES]`.
public final class DtlsBench {
    private static final int DEFAULT_HANDSHAKES = 300;
    private static final int ROUNDS = 5;
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Clock CLOCK = new SystemClock();

    private DtlsBench() {}

    /// What a server has spent so far.
    private interface Spent {
        long cpuNs();
    }

    private record Contender(String name, InetSocketAddress address, Spent spent) {}

    /// @param arguments how many handshakes a server has in each round
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int handshakes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_HANDSHAKES;
        System.out.println("DTLS-PSK handshake and a report: " + Machine.description());
        try (SystemTimers timers = new SystemTimers();
                DtlsServer ours = ours(timers);
                DtlsDevices devices = DtlsDevices.start();
                LibcoapServer libcoap = LibcoapServer.start(psk())) {
            CoapServer bare = bare();
            List<Contender> contenders =
                    List.of(
                            new Contender("bare Scandium", at(bare), Machine::cpuNs),
                            new Contender("an endpoint's", ours.address(), Machine::cpuNs),
                            new Contender("libcoap, OpenSSL", libcoap.address(), libcoap::cpuNs));
            for (Contender each : contenders) {
                devices.report(each.address(), handshakes);
            }
            for (int round = 1; round <= ROUNDS; round++) {
                row(round, contenders, devices, handshakes);
            }
            bare.destroy();
        }
    }

    private static void row(
            int round, List<Contender> contenders, DtlsDevices devices, int handshakes)
            throws IOException {
        double first = 0;
        for (Contender each : contenders) {
            long cpuNs = each.spent().cpuNs();
            int answered = devices.report(each.address(), handshakes);
            double us = (each.spent().cpuNs() - cpuNs) / 1e3 / handshakes;
            first = first == 0 ? us : first;
            System.out.printf(
                    Locale.ROOT,
                    "round %d  %-18s %7.0f µs of CPU, %5.2f of bare Scandium's, %d of %d"
                            + " answered%n",
                    round,
                    each.name(),
                    us,
                    us / first,
                    answered,
                    handshakes);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static DtlsServer ours(SystemTimers timers) throws IOException {
        var cache =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(retrieved())),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        var keys = new DtlsKeys(cache, _ -> {}, CLOCK, timers, DtlsEvents.NONE);
        return new DtlsServer(
                anyPort(),
                keys,
                DtlsLimits.DEFAULT,
                LeafKeyConnector.CID_OCTETS,
                (_, _, report) -> report);
    }

    /// With the same configuration, and a PSK that is there.
    private static CoapServer bare() {
        Configuration configuration = LeafKeyConnector.configuration();
        try (DeviceKey key = key();
                Secret psk = psk()) {
            String identity =
                    new DtlsReports(null, DtlsReports.Patience.DEFAULT).identity(key.name()).text();
            DtlsConnectorConfig config =
                    psk.use(octets ->
                            DtlsConnectorConfig.builder(configuration)
                                    .setAddress(anyPort())
                                    .setAdvancedPskStore(
                                            new AdvancedSinglePskStore(identity, octets))
                                    .build());
            var server = new CoapServer(configuration);
            server.addEndpoint(
                    CoapEndpoint.builder()
                            .setConfiguration(configuration)
                            .setConnector(new DTLSConnector(config))
                            .build());
            server.add(new Echo());
            server.start();
            return server;
        }
    }

    private static InetSocketAddress at(CoapServer server) {
        return server.getEndpoints().getFirst().getAddress();
    }

    private static final class Echo extends CoapResource {
        Echo() {
            super(DtlsServer.RESOURCE);
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            exchange.respond(ResponseCode.CHANGED, exchange.getRequestPayload());
        }
    }

    /// The one that every device has; the caller closes it.
    static DeviceKey key() {
        return new DeviceKey(new FullName.ByRand(RAND), leaf(), true);
    }

    private static KsAs leaf() {
        return new KsAs(Secret.taking(Octets.parseHex("key", "4e".repeat(KsAs.OCTETS)).toArray()));
    }

    private static Secret psk() {
        KsAs leaf = leaf();
        try (Secret _ = leaf.octets()) {
            return DtlsPsk.of(leaf);
        }
    }

    private static RetrievedKey retrieved() {
        return new RetrievedKey(
                leaf(),
                RAND,
                null,
                KeyRoot.CK_IK_PUSHED,
                CLOCK.now().plus(Duration.ofDays(1)),
                "meter1@example.net",
                true);
    }
}
