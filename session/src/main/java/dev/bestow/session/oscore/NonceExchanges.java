package dev.bestow.session.oscore;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Round trips of 3GPP's form that a server answered within the last minute. Whoever asks has proved nothing: no key
/// is asked for and nothing claimed, an entry is gone after a minute, and their number is bounded, of all and of one
/// source. Beyond the former the oldest gives way; the latter keeps its own out. A device that comes too late is told
/// that its context is unknown, and asks again. Thread-safe.
final class NonceExchanges {
    /// Some 5 MB.
    static final int MAX_EXCHANGES = 16_384;

    /// Devices behind one NAT, or strangers.
    static final int MAX_OF_SOURCE = 1_024;

    static final long KEPT_NS = TimeUnit.MINUTES.toNanos(1);

    private static final int DEVICE_ID_OCTETS = 4;

    private final Clock clock;
    private final Entropy entropy;

    /// By Sender ID of the device, the oldest first.
    private final Map<Octets, Exchange> byDeviceId = new LinkedHashMap<>();

    private final Map<NonceRequest, Exchange> byRequest = new HashMap<>();
    private final Map<Octets, Integer> ofSource = new HashMap<>();

    NonceExchanges(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    private record Exchange(ContextName.Agreed agreed, Octets source, long atNs) {}

    /// The answer to `request`: for a copy, the one that it had. Null when the source has too many.
    ///
    /// @param taken whether a context has that Sender ID of a device already
    synchronized @Nullable NonceAnswer answer(
            NonceRequest request, Octets source, Predicate<Octets> taken) {
        endOld();
        Exchange before = byRequest.get(request);
        if (before != null) {
            return before.agreed().answer();
        }
        if (ofSource.getOrDefault(source, 0) >= MAX_OF_SOURCE) {
            return null;
        }
        var answer = new NonceAnswer(fresh(NonceAnswer.NONCE_OCTETS), freshId(request, taken));
        var exchange = new Exchange(new ContextName.Agreed(request, answer), source, clock.nowNs());
        byDeviceId.put(answer.deviceId(), exchange);
        byRequest.put(request, exchange);
        ofSource.merge(source, 1, Integer::sum);
        if (byDeviceId.size() > MAX_EXCHANGES) {
            endOldest();
        }
        return answer;
    }

    /// Both ends' ids differ (RFC 8613 clause 3.3). With a generator that is stuck they are counted on from what it
    /// gives.
    private Octets freshId(NonceRequest request, Predicate<Octets> taken) {
        byte[] id = fresh(DEVICE_ID_OCTETS).toArray();
        while (true) {
            Octets drawn = Octets.copyOf(id);
            if (!drawn.equals(request.serverId())
                    && !byDeviceId.containsKey(drawn)
                    && !taken.test(drawn)) {
                return drawn;
            }
            for (int i = id.length - 1; i >= 0 && ++id[i] == 0; i--) {
                // The carry goes on.
            }
        }
    }

    private Octets fresh(int octets) {
        byte[] fresh = new byte[octets];
        entropy.fill(fresh);
        return Octets.copyOf(fresh);
    }

    /// What was agreed on with the device of that Sender ID; null when nothing was, or too long ago.
    synchronized ContextName.@Nullable Agreed find(Octets deviceId) {
        endOld();
        Exchange exchange = byDeviceId.get(deviceId);
        return exchange == null ? null : exchange.agreed();
    }

    private void endOld() {
        long nowNs = clock.nowNs();
        while (!byDeviceId.isEmpty()
                && nowNs - byDeviceId.values().iterator().next().atNs() > KEPT_NS) {
            endOldest();
        }
    }

    private void endOldest() {
        Iterator<Exchange> all = byDeviceId.values().iterator();
        Exchange oldest = all.next();
        all.remove();
        byRequest.remove(oldest.agreed().request());
        ofSource.computeIfPresent(
                oldest.source(), (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    synchronized int size() {
        return byDeviceId.size();
    }
}
