package dev.bestow.session.oscore;

import dev.bestow.core.Clock;
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
    private final Map<IdContext, ServerContext> byName = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Rand, IdContext> byKey = new HashMap<>();

    ContextTable(Clock clock, int maxContexts) {
        this.clock = clock;
        this.maxContexts = maxContexts;
    }

    synchronized void add(ServerContext context) {
        IdContext previous = byKey.put(context.held().key(), context.name());
        if (previous != null) {
            discard(byName.remove(previous));
        }
        byName.put(context.name(), context);
        if (byName.size() > maxContexts) {
            remove(byName.keySet().iterator().next());
        }
    }

    /// The one of that name, unless its key has expired.
    synchronized @Nullable ServerContext find(IdContext name) {
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

    private void remove(IdContext name) {
        ServerContext context = byName.remove(name);
        if (context != null) {
            byKey.remove(context.held().key(), name);
        }
        discard(context);
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
