package dev.bestow.cli.aka;

import dev.bestow.cli.Main;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one command line did in this process.
record CommandLineRun(int status, String out, String err) {
    static CommandLineRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandLineRun(status, out.toString(), err.toString());
    }

    /// With `input` on standard input.
    static CommandLineRun fed(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    /// The lines `name  value` of its output.
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        out.lines().map(line -> line.split(" +", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }
}
