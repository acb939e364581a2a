package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.wire.ua.RefusalCause;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Logs what an endpoint refuses of devices and of strangers, each cause at once and then seldom, with how often.
/// Thread-safe.
final class RefusalLog {
    private final Map<RefusalCause, LogThrottle> causes = new EnumMap<>(RefusalCause.class);
    private final Logger log;
    private final String protection;

    /// @param protection as people call it
    RefusalLog(Logger log, String protection, Clock clock) {
        this.log = log;
        this.protection = protection;
        for (RefusalCause cause : RefusalCause.values()) {
            causes.put(cause, new LogThrottle(clock));
        }
    }

    void refused(RefusalCause cause) {
        Objects.requireNonNull(causes.get(cause), "all are there")
                .happened(times ->
                        log.log(
                                Level.INFO,
                                "a message in {0} is refused: {1} ({2} since told last)",
                                protection,
                                cause,
                                Long.toString(times)));
    }
}
