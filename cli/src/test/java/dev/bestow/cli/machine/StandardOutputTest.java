package dev.bestow.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class StandardOutputTest {
    private final List<String> complaints = new ArrayList<>();

    @Test
    void whatFitsIsWrittenWithoutAWord() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(disk, complaints::add);
        PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
        out.println("21.4 \u00b0C");
        assertThat(disk.toString(StandardCharsets.UTF_8)).isEqualTo("21.4 \u00b0C\n");
        assertThat(output.failed()).isFalse();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theFirstOctetThatDoesNotFitIsToldAndNoFurtherOne() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        StandardOutput output = new StandardOutput(full, complaints::add);
        PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
        out.println("one");
        out.println("two");
        assertThat(output.failed()).isTrue();
        assertThat(complaints).containsExactly("standard output: No space left on device");
    }
}
