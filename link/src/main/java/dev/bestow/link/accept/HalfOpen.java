package dev.bestow.link.accept;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Connections of a listener that have proven nothing yet. When there are too many, the oldest gives way: the
/// oldest of the same [Source] when that one has too many, else the oldest of the source that has the most. So a
/// stranger displaces itself first, and a peer whose handshake takes its usual milliseconds gets through. Thread-safe.
///
/// @param <C> a connection
public final class HalfOpen<C> {
    private final Limits limits;
    private final Map<Source, Set<C>> bySource = new LinkedHashMap<>();
    private int count;

    /// @param most half-open connections of one listener
    /// @param mostPerAddress of those, from one IPv4 address or one /64 of IPv6
    public record Limits(int most, int mostPerAddress) {
        /// 128, and 16 from one address.
        public static final Limits DEFAULT = new Limits(128, 16);

        public Limits {
            if (most < 1) {
                throw new InvalidValue("most", "needs at least 1");
            }
            if (mostPerAddress < 1 || mostPerAddress > most) {
                throw new InvalidValue("mostPerAddress", "needs 1 to " + most);
            }
        }
    }

    public HalfOpen(Limits limits) {
        this.limits = limits;
    }

    /// `connection` came in.
    ///
    /// @return who gives way to it and is to be closed, or null when nobody has to; it has left already
    public synchronized @Nullable C enter(InetAddress from, C connection) {
        Source source = Source.of(from);
        Set<C> neighbours = bySource.computeIfAbsent(source, _ -> new LinkedHashSet<>());
        neighbours.add(connection);
        count++;
        if (neighbours.size() > limits.mostPerAddress()) {
            return removeOldest(source);
        }
        return count > limits.most() ? removeOldest(fullest()) : null;
    }

    /// The source with the most, of several the one that came first.
    private Source fullest() {
        return bySource.entrySet().stream()
                .reduce((a, b) -> b.getValue().size() > a.getValue().size() ? b : a)
                .orElseThrow()
                .getKey();
    }

    private @Nullable C removeOldest(Source source) {
        C oldest = bySource.getOrDefault(source, Set.of()).iterator().next();
        remove(source, oldest);
        return oldest;
    }

    /// The connection has proven who it is, or is gone. Idempotent.
    public synchronized void leave(InetAddress from, C connection) {
        remove(Source.of(from), connection);
    }

    private void remove(Source source, C connection) {
        Set<C> neighbours = bySource.get(source);
        if (neighbours != null && neighbours.remove(connection)) {
            count--;
            if (neighbours.isEmpty()) {
                bySource.remove(source);
            }
        }
    }

    public synchronized int count() {
        return count;
    }
}
