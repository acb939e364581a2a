package dev.bestow.cli.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Hands `System.getLogger` a [LineLogger]. Found by the JDK through META-INF/services, so it is
/// there before the first line. java.util.logging, the JDK's own choice, closes its handlers in a
/// shutdown hook of its own and would swallow the lines of a clean stop.
public final class LineLoggerFinder extends System.LoggerFinder {
    private final Map<String, System.Logger> loggers = new ConcurrentHashMap<>();

    /// For the service loader.
    public LineLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return loggers.computeIfAbsent(name, LineLogger::new);
    }
}
