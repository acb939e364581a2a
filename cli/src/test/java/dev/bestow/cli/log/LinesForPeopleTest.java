package dev.bestow.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

class LinesForPeopleTest {
    private static final Logger LOG = System.getLogger("link");

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(err);
        LogOutput.show(LogLevel.info);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLine() {
        LOG.log(Level.INFO, "peer {0} up after {1} ms", "hss", 12);
        assertThat(written())
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z INFO    link: peer hss up after 12 ms\\R");
    }

    @Test
    void aMessageWithoutValuesKeepsItsBraces() {
        LOG.log(Level.INFO, "policy {0} isn't a pattern");
        assertThat(written()).contains("policy {0} isn't a pattern");
    }

    @Test
    void aPeerForgesNoLine() {
        LOG.log(
                Level.WARNING,
                "Error-Message {0}",
                "x\n2026-11-21T00:00:00Z INFO    link: all well");
        assertThat(written().lines()).hasSize(1);
        assertThat(written()).contains("Error-Message x?2026");
    }

    @Test
    void belowTheLevelNothingIsWritten() {
        LOG.log(Level.DEBUG, "hidden");
        assertThat(LOG.isLoggable(Level.DEBUG)).isFalse();
        LogOutput.show(LogLevel.error);
        LOG.log(Level.WARNING, "hidden");
        assertThat(written()).isEmpty();
    }

    @Test
    void librariesAreHeardFromWarningsOn() {
        Logger driver = System.getLogger("com.datastax.oss.driver.internal.core.control");
        driver.log(Level.INFO, "hidden");
        LogOutput.show(LogLevel.trace);
        driver.log(Level.DEBUG, "hidden");
        driver.log(Level.WARNING, "a node is gone");
        assertThat(written().lines()).singleElement().asString().endsWith(": a node is gone");
        LogOutput.show(LogLevel.error);
        assertThat(driver.isLoggable(Level.WARNING)).isFalse();
    }

    @Test
    void aHushedLoggerWarnsOnly() {
        Logger handOuts = System.getLogger("hushed.hand-outs");
        LogOutput.hush("hushed.hand-outs");
        handOuts.log(Level.INFO, "hidden");
        handOuts.log(Level.WARNING, "shown");
        assertThat(written().lines()).singleElement().asString().endsWith(": shown");
    }

    /// A disk without room, or a reader that is gone.
    @Test
    void standardErrorThatCannotBeWrittenHarmsNothing() {
        System.setErr(
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int octet) throws IOException {
                                throw new IOException("no room");
                            }
                        },
                        true,
                        StandardCharsets.UTF_8));
        LOG.log(Level.INFO, "lost");
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        LOG.log(Level.INFO, "found");
        assertThat(written().lines()).singleElement().asString().endsWith(": found");
    }

    @Test
    void aStackTraceNeedsDebug() {
        LOG.log(Level.ERROR, "store", new IllegalStateException("closed\nearly"));
        assertThat(written().lines()).hasSize(1);
        assertThat(written()).contains("store: java.lang.IllegalStateException: closed?early");
        LogOutput.show(LogLevel.debug);
        LOG.log(Level.ERROR, "store", new IllegalStateException("closed"));
        assertThat(written()).contains("at dev.bestow.cli.log.LinesForPeopleTest");
    }
}
