package dev.bestow.cli.node;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.InvalidValue;
import dev.bestow.link.control.ControlClient;
import dev.bestow.link.control.ControlSocket;
import dev.bestow.network.HssData;
import dev.bestow.network.control.ControlAction;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Verbs that a running HSS does for somebody outside, since the store is its own as long as it runs: the
/// command line goes to its control socket, and what it prints comes back.
///
/// ```
/// asker   verbs ARGUMENT...             each URL-encoded
/// node    1TEXT or 2TEXT                a line of standard output, of standard error
///         ok STATUS                     the exit status
/// ```
public final class HssVerbs implements ControlAction {
    /// That of the HSS this runs in, while it does what somebody asked for through its control socket.
    static final ScopedValue<HssData> OF_RUNNING_HSS = ScopedValue.newInstance();

    static final String VERB = "verbs";

    /// Nothing else is done for others.
    private static final Set<String> KNOWN = Set.of("provision", "subscriber");

    private static final char OUT = '1';
    private static final char ERR = '2';

    private final Supplier<HssData> data;
    private final CommandLine root;

    /// @param root what a command line is read with
    HssVerbs(Supplier<HssData> data, CommandLine root) {
        this.data = data;
        this.root = root;
    }

    /// Whether this is done within a running HSS, for somebody outside.
    public static boolean isLent() {
        return OF_RUNNING_HSS.isBound();
    }

    @Override
    public String run(String argument, Consumer<String> progress) {
        String[] arguments =
                Arrays.stream(argument.split(" ", -1))
                        .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                        .toArray(String[]::new);
        requireKnown(arguments);
        PrintWriter out = new PrintWriter(new Lines(OUT, progress), true);
        PrintWriter err = new PrintWriter(new Lines(ERR, progress), true);
        int status =
                ScopedValue.where(OF_RUNNING_HSS, data.get())
                        .call(() -> fresh().setOut(out).setErr(err).execute(arguments));
        out.flush();
        err.flush();
        return Integer.toString(status);
    }

    private void requireKnown(String... arguments) {
        ParseResult verb;
        try {
            verb = fresh().parseArgs(arguments).subcommand();
        } catch (ParameterException e) {
            throw new InvalidValue("verb", String.valueOf(e.getMessage()));
        }
        if (verb == null || !KNOWN.contains(verb.commandSpec().name())) {
            throw new InvalidValue("verb", "is not one that a running HSS does: " + KNOWN);
        }
    }

    /// As the one this process was started from, without what was parsed for that.
    private CommandLine fresh() {
        try {
            Object main = root.getFactory().create(root.getCommandSpec().userObject().getClass());
            return new CommandLine(main, root.getFactory())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExecutionStrategy(root.getExecutionStrategy())
                    .setParameterExceptionHandler(root.getParameterExceptionHandler())
                    .setExecutionExceptionHandler(root.getExecutionExceptionHandler());
        } catch (Exception e) {
            throw new IllegalStateException("the main class is one that can be made", e);
        }
    }

    /// Has the HSS that runs on `folder` do it; empty when none does.
    static Optional<Integer> ask(
            Path folder, List<String> arguments, PrintWriter out, PrintWriter err)
            throws IOException {
        String request =
                VERB
                        + " "
                        + arguments.stream()
                                .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8))
                                .collect(Collectors.joining(" "));
        Optional<String> last =
                ControlClient.ask(
                        folder,
                        request,
                        line -> (line.charAt(0) == ERR ? err : out).println(line.substring(1)));
        return last.map(line -> {
            if (line.startsWith(ControlSocket.OK + " ")) {
                return Integer.parseInt(line.substring(ControlSocket.OK.length() + 1));
            }
            err.println("bestow: the running HSS: " + line);
            return ExitStatus.FAILED;
        });
    }

    /// Whole lines, each behind the mark of its stream.
    private static final class Lines extends Writer {
        private final char mark;
        private final Consumer<String> progress;
        private final StringBuilder line = new StringBuilder();

        private Lines(char mark, Consumer<String> progress) {
            this.mark = mark;
            this.progress = progress;
        }

        @Override
        public void write(char[] text, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (text[i] == '\n') {
                    progress.accept(mark + line.toString());
                    line.setLength(0);
                } else {
                    line.append(text[i]);
                }
            }
        }

        @Override
        public void flush() {
            // A line leaves when it is whole.
        }

        @Override
        public void close() {
            if (!line.isEmpty()) {
                write(new char[] {'\n'}, 0, 1);
            }
        }
    }
}
