package dev.bestow.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `--log-format json`: an object for each event.
class JsonLinesTest {
    private static final Logger LOG = System.getLogger("link");

    private final PrintStream err = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        LogOutput.write(LogFormat.json);
    }

    @AfterEach
    void restore() {
        LogOutput.write(LogFormat.line);
        System.setErr(err);
    }

    private JsonNode only() throws IOException {
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.getFirst());
    }

    @Test
    void anEventIsOneObjectWithTimeLevelLoggerAndMessage() throws IOException {
        LOG.log(Level.WARNING, "peer {0}", "hss said \"no\"\n{}");
        JsonNode event = only();
        assertThat(event.get("timestamp").isIntegralNumber()).isTrue();
        assertThat(event.get("level").asText()).isEqualTo("WARN");
        assertThat(event.get("loggerName").asText()).isEqualTo("link");
        assertThat(event.get("message").asText()).isEqualTo("peer hss said \"no\"\n{}");
    }

    @Test
    void anExceptionIsAnObjectInIt() throws IOException {
        LOG.log(Level.ERROR, "store", new IllegalStateException("closed\nearly"));
        JsonNode thrown = only().get("throwable");
        assertThat(thrown.get("message").asText()).isEqualTo("closed\nearly");
    }
}
