package dev.bestow.ue;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// One device's sessions, one with each server at most. Not thread-safe.
final class Sessions {
    private final Map<AsId, Channel> all = new HashMap<>();

    /// RAND of the key that a server was asked to have replaced; once there is another, the session ends with it.
    private final Map<AsId, Rand> replaced = new HashMap<>();

    /// The one with that server that messages may go in, or null.
    @Nullable Channel with(AsId server) {
        Channel session = all.get(server);
        return session == null || session.isOver() ? null : session;
    }

    /// Another one takes its place.
    void begin(AsId server, Channel session) {
        end(server);
        all.put(server, session);
    }

    /// The server sees to it that the key of this run is replaced.
    void isToBeReplaced(AsId server, Rand key) {
        replaced.put(server, key);
    }

    /// Whether the key in use is another one than the server was asked to have replaced.
    ///
    /// @param inUse its run, or null
    boolean isReplaced(AsId server, @Nullable Rand inUse) {
        Rand before = replaced.get(server);
        return before != null && !before.equals(inUse);
    }

    /// @param inUse the run of the key in use, or null
    void endIfReplaced(AsId server, @Nullable Rand inUse) {
        if (isReplaced(server, inUse)) {
            replaced.remove(server);
            end(server);
        }
    }

    void end(AsId server) {
        Channel session = all.remove(server);
        if (session != null) {
            session.close();
        }
    }

    void endAll() {
        all.values().forEach(Channel::close);
        all.clear();
        replaced.clear();
    }
}
