package dev.bestow.cli.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Configures Logback as [LogOutput] says. Found through META-INF/services before Logback looks for a file or a
/// property, and the last it asks: nothing from outside redirects the log.
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /// For the service loader.
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogOutput.start(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
