package dev.bestow.cli.aka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class CheckCommandTest {
    /// TS 33.401 Annex C, 128-EIA2 test set 2.
    private static final String EIA2 =
            """
            {
            \t"algorithm": "128-EIA2",
            \t"vectors": [
            \t\t{
            \t\t\t"set": 2,
            \t\t\t"key": "d3c5d592327fb11c4035c6680af8c6d1",
            \t\t\t"count": "398a59b4",
            \t\t\t"bearer": 26,
            \t\t\t"direction": 1,
            \t\t\t"length_bits": 64,
            \t\t\t"message": "484583d5afe082ae",
            \t\t\t"mac": "b93787e6"
            \t\t}
            \t]
            }
            """;

    private Path folder = Path.of("");

    @BeforeEach
    void remember(@TempDir Path temporary) {
        folder = temporary;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static CommandLineRun check(Path... files) {
        String[] arguments = new String[2 + files.length];
        arguments[0] = "aka";
        arguments[1] = "check";
        for (int i = 0; i < files.length; i++) {
            arguments[2 + i] = files[i].toString();
        }
        return CommandLineRun.of(arguments);
    }

    @Test
    void aFileWhoseFiguresAreRightIsOnlyCounted() throws IOException {
        CommandLineRun run = check(file("eia2.json", EIA2));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.out()).isEqualToIgnoringNewLines("1 files, 1 sets, 0 failed");
    }

    @Test
    void aFigureThatDiffersIsToldWithFileSetFieldAndBoth() throws IOException {
        Path good = file("eia2.json", EIA2);
        Path bad = file("bad.json", EIA2.replace("b93787e6", "b93787e7"));
        CommandLineRun run = check(bad, good);
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.out())
                .contains(
                        bad + ": set 2: mac: expected b93787e7, got b93787e6",
                        "2 files, 2 sets, 1 failed");
    }

    @Test
    void aSetThatCannotBeReadFails() throws IOException {
        String[][] wrongs = {
            {"\"count\"", "\"cuont\"", "count: is missing"},
            {"398a59b4", "398a59b", "count: has 7 hex digits, needs 8"},
            {"\"bearer\": 26", "\"bearer\": 32", "BEARER: needs 0 to 31"},
            {"\"direction\": 1", "\"direction\": 2", "direction: needs 0 or 1"},
            {"\"length_bits\": 64", "\"length_bits\": 65", "length_bits: is more than"},
            {"\"length_bits\": 64", "\"length_bits\": -1", "length_bits: is more than"},
            {"\"bearer\": 26", "\"bearer\": \"x\"", "bearer: is no number"},
            {"d3c5d592327fb11c", "d3c5d592327fb1", "K_NASint: has 15 octets"},
            {"484583d5afe082ae", "484583d5afe082a", "message: is not an even number"},
        };
        for (String[] wrong : wrongs) {
            Path bad = file("bad.json", EIA2.replace(wrong[0], wrong[1]));
            CommandLineRun run = check(bad);
            assertThat(run.status()).as(wrong[1]).isEqualTo(ExitStatus.FAILED);
            assertThat(run.out()).contains(bad + ": set 2: " + wrong[2], "1 sets, 1 failed");
        }
    }

    @Test
    void aFileThatIsNotUnderstoodIsRefusedWithWhatIsKnownAndTheOthersGoOn() throws IOException {
        Path good = file("eia2.json", EIA2);
        String[] unknown = {
            EIA2.replace("128-EIA2", "128-NIA2"),
            EIA2.replace("vectors", "victors"),
            "{\"algorithm\": \"128-EIA2\", \"vectors\": []}",
            "{}",
        };
        for (String text : unknown) {
            Path strange = file("strange.json", text);
            CommandLineRun run = check(strange, good);
            assertThat(run.status()).as(text).isEqualTo(ExitStatus.FAILED);
            assertThat(run.err())
                    .contains(
                            strange + ": holds no sets that are known here", "MILENAGE", "`steps`");
            assertThat(run.out()).contains("2 files, 1 sets, 0 failed");
        }
    }

    @Test
    void setsWithoutInputsAreNoReasonToBelieveAFile() throws IOException {
        Path empty = file("empty.json", "{\"steps\": [{\"name\": \"a\", \"out\": \"00\"}]}");
        CommandLineRun run = check(empty);
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("none of its sets has inputs and a figure");
    }

    @Test
    void whatIsNoFileOrNoObjectIsRefused() throws IOException {
        assertThat(check(folder.resolve("nowhere.json")).status()).isEqualTo(ExitStatus.REFUSED);
        for (String text : new String[] {"", "[]", "7", "{\"a\": 1,", "{\"a\": 1, \"a\": 2}"}) {
            CommandLineRun run = check(file("odd.json", text));
            assertThat(run.status()).as(text).isEqualTo(ExitStatus.REFUSED);
            assertThat(run.err()).contains("odd.json").doesNotContain("\tat ");
        }
        assertThat(CommandLineRun.of("aka", "check").status()).isEqualTo(ExitStatus.REFUSED);
    }
}
