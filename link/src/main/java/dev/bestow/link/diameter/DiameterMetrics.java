package dev.bestow.link.diameter;

import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Monitoring.Reading;
import dev.bestow.core.Monitoring.Timings;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Result;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What a node tells of its Diameter connections: the counters, its peers, and how long the commands it serves take.
/// Peers are those of the configuration.
final class DiameterMetrics {
    private static final String OTHER = "other";

    /// Result-Codes are of classes 1 to 5 (RFC 6733 clause 7.1), Experimental-Result-Codes alike.
    private static final int LAST_CLASS = 5;

    private final Timings served;

    DiameterMetrics(Monitoring monitoring) {
        served =
                monitoring.timings(
                        Metric.of(
                                "diameter_request_duration_seconds",
                                "From a request's turn to its answer, by interface, command and"
                                        + " class of result.",
                                "interface",
                                "command",
                                "result"));
    }

    /// Registers what can be read at any time.
    static void tell(DiameterContext context, PeerTable table) {
        Monitoring monitoring = context.ports().monitoring();
        for (Counter counter : Counter.values()) {
            monitoring.counter(counter.metric(), counter.help(), () -> context.counted(counter));
        }
        monitoring.gauge(
                Metric.of(
                        "diameter_peer_up",
                        "1 while requests can be sent to this peer, else 0.",
                        "peer",
                        "role"),
                reading -> each(table, reading, peer -> peer.usable() == null ? 0 : 1));
        monitoring.gauge(
                Metric.of(
                        "diameter_pending_requests",
                        "Requests sent to this peer that wait for their answer.",
                        "peer",
                        "role"),
                reading -> each(table, reading, DiameterMetrics::pending));
        monitoring.gauge(
                "diameter_half_open_connections",
                "Connections whose peer has not said yet who it is.",
                table::halfOpen);
        monitoring.readiness(() -> missing(table));
    }

    private static void each(PeerTable table, Reading reading, ToLongFunction<RemotePeer> value) {
        for (RemotePeer peer : table.configured()) {
            reading.value(value.applyAsLong(peer), peer.host(), peer.config().role().toString());
        }
    }

    private static long pending(RemotePeer peer) {
        OpenConnection connection = peer.usable();
        return connection == null ? 0 : connection.pendingCount();
    }

    /// Those this node connects to are those it needs; of several that are the same, one. Who connects to us misses
    /// us, not we them.
    private static List<String> missing(PeerTable table) {
        Map<PeerRole, String> needed = new EnumMap<>(PeerRole.class);
        Set<PeerRole> there = EnumSet.noneOf(PeerRole.class);
        for (RemotePeer peer : table.configured()) {
            if (peer.config().connectTo() != null) {
                PeerRole role = peer.config().role();
                needed.merge(role, peer.host(), (one, other) -> one + ", " + other);
                if (peer.usable() != null) {
                    there.add(role);
                }
            }
        }
        needed.keySet().removeAll(there);
        return needed.entrySet().stream()
                .map(role -> "no " + role.getKey() + " connected: " + role.getValue())
                .toList();
    }

    /// A request has been served.
    void served(DiameterMessage request, DiameterMessage answer, long durationNs) {
        if (!served.equals(Timings.NONE)) {
            served.took(
                    durationNs,
                    ApplicationId.name(request.applicationId()),
                    command(request.commandCode()),
                    resultClass(answer));
        }
    }

    /// A peer may ask for any of 16 million commands; those without a name here are one.
    private static String command(int code) {
        String name = CommandCode.name(code, true);
        return Character.isDigit(name.charAt(0)) ? OTHER : name;
    }

    private static String resultClass(DiameterMessage answer) {
        try {
            int resultClass = Result.from(answer).code() / 1000;
            return resultClass >= 1 && resultClass <= LAST_CLASS ? resultClass + "xxx" : OTHER;
        } catch (DecodeException e) {
            return OTHER;
        }
    }
}
