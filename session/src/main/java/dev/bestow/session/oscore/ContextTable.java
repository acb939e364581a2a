package dev.bestow.session.oscore;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The contexts of a server by their names, bounded, in memory only, and only such as a request verified under. A key
/// has one: a new one takes its place, so no device can crowd out the others. Beyond the cap the longest unused goes.
/// Thread-safe.
final class ContextTable {
    private final Clock clock;
    private final int maxContexts;
    private final Map<ContextName, ServerContext> byName = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Rand, ContextName> byKey = new HashMap<>();

    /// Those of 3GPP's form, whose requests say the Sender ID of their device alone.
    private final Map<Octets, ContextName.Agreed> byDeviceId = new HashMap<>();

    ContextTable(Clock clock, int maxContexts) {
        this.clock = clock;
        this.maxContexts = maxContexts;
    }

    synchronized void add(ServerContext context) {
        ContextName previous = byKey.put(context.held().key(), context.name());
        if (previous != null) {
            unnamed(previous);
            discard(byName.remove(previous));
        }
        byName.put(context.name(), context);
        if (context.name() instanceof ContextName.Agreed agreed) {
            byDeviceId.put(agreed.answer().deviceId(), agreed);
        }
        if (byName.size() > maxContexts) {
            remove(byName.keySet().iterator().next());
        }
    }

    /// The one of that name, unless its key has expired.
    synchronized @Nullable ServerContext find(ContextName name) {
        ServerContext context = byName.get(name);
        if (context != null && !context.held().isValid(clock)) {
            remove(name);
            return null;
        }
        return context;
    }

    /// The context is over.
    synchronized void end(ServerContext context) {
        if (byName.get(context.name()) == context) {
            remove(context.name());
        }
    }

    private void remove(ContextName name) {
        ServerContext context = byName.remove(name);
        if (context != null) {
            byKey.remove(context.held().key(), name);
            unnamed(name);
        }
        discard(context);
    }

    private void unnamed(ContextName name) {
        if (name instanceof ContextName.Agreed agreed) {
            byDeviceId.remove(agreed.answer().deviceId(), agreed);
        }
    }

    /// The one whose requests have that kid and no kid context; null where there is none.
    synchronized ContextName.@Nullable Agreed ofDevice(Octets deviceId) {
        return byDeviceId.get(deviceId);
    }

    private static void discard(@Nullable ServerContext context) {
        if (context != null) {
            context.close();
        }
    }

    synchronized int size() {
        return byName.size();
    }
}
