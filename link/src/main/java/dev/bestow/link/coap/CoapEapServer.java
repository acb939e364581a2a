package dev.bestow.link.coap;

import dev.bestow.core.Counts;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.Source;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.UndecodableCoap;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The side of CoAP-EAP that authenticates (RFC 9820), on one UDP socket.
///
/// ```
/// device                                            this
///   POST /.well-known/coap-eap, its resource  --->
///   <---------------------------  4.01, Echo            nothing is kept, and no more octets than came
///   the same POST, Echo  ---------------------->        a run begins
///   <---------------  POST /its resource, EAP-Request   repeated until it is answered
///   2.01, the next resource, EAP-Response  ---->
///   ...
///   <---------------  POST /its resource, EAP-Success
///   2.04  -------------------------------------->
/// ```
///
/// Deviation: no OSCORE context is made of the run, where RFC 9820 negotiates one beside the identity and has its last
/// exchange in it. That exchange is in clear here. It would confirm that both ends have the key; AT_MAC of the
/// challenge and of its response did, and so does the first message under the key.
///
/// One thread reads; a run's method is asked on a virtual thread. Runs are bounded, in all and of each source, and
/// expire; what strangers send is counted, and told to the log now and then.
public final class CoapEapServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(CoapEapServer.class.getName());
    private static final String TRIGGER = "/.well-known/coap-eap";

    /// Of the path of a resource; implementations of RFC 9820 have eight (/a/eap/1).
    private static final int MAX_PATH_OCTETS = 32;

    private final UdpSocket socket;
    private final CoapEapLimits limits;
    private final Ports ports;
    private final CoapTap tap;
    private final EchoCookie cookie;
    private final LogThrottle crowdedLog;
    private final Counts<CoapEapCount> counts = new Counts<>(CoapEapCount.class);
    private final Map<InetSocketAddress, CoapEapRun> runs = new HashMap<>();
    private final Map<Source, Integer> runsOfSource = new HashMap<>();

    private CoapEapServer(UdpSocket socket, CoapEapLimits limits, Ports ports, CoapTap tap) {
        this.socket = socket;
        this.limits = limits;
        this.ports = ports;
        this.tap = tap;
        cookie = new EchoCookie(ports.clock(), ports.entropy());
        crowdedLog = new LogThrottle(ports.clock());
        ports.monitoring()
                .counter(
                        Metric.of(
                                "own_run_messages",
                                "What came of datagrams on the port for AKA runs, and of the runs.",
                                "outcome"),
                        counts::each);
        ports.monitoring().gauge("own_runs", "AKA runs under way.", this::underWay);
    }

    /// Binds to `local`; port 0 takes a free one. Nothing is received before [#start].
    public static CoapEapServer bind(
            InetSocketAddress local, CoapEapLimits limits, Ports ports, CoapTap tap)
            throws IOException {
        return new CoapEapServer(UdpSocket.bind(local), limits, ports, tap);
    }

    /// Starts to receive. To be called once.
    public void start(EapMethod method) {
        socket.start((from, datagram) -> receive(from, datagram, method));
    }

    /// With the port that was taken.
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    private void receive(InetSocketAddress from, byte[] datagram, EapMethod method) {
        switch (CoapCodec.decode(datagram)) {
            case UndecodableCoap _ -> counts.count(CoapEapCount.MALFORMED);
            case CoapMessage message -> {
                tap.received(message, datagram.length);
                if (message.code().isRequest()) {
                    triggered(from, message, datagram.length, method);
                } else {
                    answered(from, message);
                }
            }
        }
    }

    private void answered(InetSocketAddress from, CoapMessage message) {
        CoapEapRun run = run(from);
        if (run == null) {
            counts.count(CoapEapCount.UNMATCHED);
        } else {
            run.received(message);
        }
    }

    private void triggered(
            InetSocketAddress from, CoapMessage request, int octets, EapMethod method) {
        if (!isTrigger(request)) {
            counts.count(CoapEapCount.MALFORMED);
            return;
        }
        Optional<Octets> echo = request.option(CoapOption.ECHO);
        if (echo.isPresent() && cookie.isGood(echo.get(), from)) {
            acknowledge(from, request);
            begin(from, resource(request), method);
            return;
        }
        counts.count(echo.isPresent() ? CoapEapCount.WRONG_COOKIE : CoapEapCount.CHALLENGED);
        challenge(from, request, octets);
    }

    private static boolean isTrigger(CoapMessage request) {
        return request.code().equals(CoapCode.POST)
                && !request.hasUnknownCriticalOption()
                && request.path(CoapOption.URI_PATH).equals(TRIGGER)
                && request.payload().length() > 0
                && request.payload().length() <= MAX_PATH_OCTETS;
    }

    private static String resource(CoapMessage request) {
        return new String(request.payload().toArray(), StandardCharsets.UTF_8);
    }

    /// A repetition would have another message ID, so nobody needs to know the one of an answer in no acknowledgement.
    private void challenge(InetSocketAddress from, CoapMessage request, int octets) {
        var challenge =
                CoapMessage.responding(
                        request,
                        request.messageId(),
                        CoapCode.UNAUTHORIZED,
                        List.of(new CoapOption(CoapOption.ECHO, cookie.make(from))),
                        Octets.EMPTY);
        if (CoapCodec.encode(challenge).length <= octets) {
            send(from, challenge);
        }
    }

    private void acknowledge(InetSocketAddress from, CoapMessage request) {
        if (request.type() == CoapType.CONFIRMABLE) {
            send(from, CoapMessage.acknowledging(request.messageId()));
        }
    }

    private void begin(InetSocketAddress from, String resource, EapMethod method) {
        Source source = Source.of(from.getAddress());
        CoapEapRun run;
        synchronized (runs) {
            if (runs.containsKey(from)) {
                counts.count(CoapEapCount.REPEATED);
                return;
            }
            if (runs.size() >= limits.runs()
                    || runsOfSource.getOrDefault(source, 0) >= limits.runsPerSource()) {
                crowded(from.getAddress());
                return;
            }
            run =
                    new CoapEapRun(
                            method.begin(from.getAddress()),
                            resource,
                            ports,
                            message -> send(from, message),
                            outcome -> ended(from, source, outcome));
            runs.put(from, run);
            runsOfSource.merge(source, 1, Integer::sum);
        }
        counts.count(CoapEapCount.BEGUN);
        run.begin();
    }

    private void crowded(InetAddress address) {
        counts.count(CoapEapCount.CROWDED);
        crowdedLog.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "{0} AKA runs were not begun, the last one of {1}: {2} are under way, and"
                                + " as many as may be from there or in all",
                        Long.toString(times),
                        address.getHostAddress(),
                        Integer.toString(runs.size())));
    }

    private void ended(InetSocketAddress from, Source source, CoapEapCount outcome) {
        counts.count(outcome);
        synchronized (runs) {
            runs.remove(from);
            runsOfSource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private @Nullable CoapEapRun run(InetSocketAddress from) {
        synchronized (runs) {
            return runs.get(from);
        }
    }

    private long underWay() {
        synchronized (runs) {
            return runs.size();
        }
    }

    private void send(InetSocketAddress to, CoapMessage message) {
        byte[] datagram = CoapCodec.encode(message);
        tap.sent(message, datagram.length);
        var _ = socket.send(to, datagram);
    }

    /// Frees the port and ends all runs. Idempotent.
    @Override
    public void close() {
        socket.close();
        List<CoapEapRun> all;
        synchronized (runs) {
            all = List.copyOf(runs.values());
        }
        all.forEach(run -> run.end(CoapEapCount.EXPIRED));
        cookie.close();
    }
}
