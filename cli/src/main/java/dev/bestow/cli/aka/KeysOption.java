package dev.bestow.cli.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.network.config.ConfigFile;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// `--keys FILE`, or `--keys -` for standard input: the only way keys come in, since a shell keeps command
/// lines in its history and a machine shows them to everybody.
final class KeysOption {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where the keys are, as `name: hex` on lines of their own or as a JSON object;"
                            + " - is standard input. Names nobody asks for are left alone.")
    private String file = "";

    /// Names and values.
    Map<String, String> read() {
        return (file.equals(STANDARD_INPUT) ? standardInput() : ConfigFile.read(Path.of(file)))
                .entries();
    }

    private static ConfigFile standardInput() {
        try {
            byte[] octets = System.in.readAllBytes();
            String text = new String(octets, StandardCharsets.UTF_8);
            return ConfigFile.parse(Path.of("standard input"), text);
        } catch (IOException e) {
            throw new InvalidValue("standard input", "cannot be read: " + Reason.of(e));
        }
    }
}
