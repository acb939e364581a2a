package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Temporary folders that hold no programs. Those that are mounted need util-linux and the right to a mount
/// namespace: without them these tests are skipped and say so, with `-Dinterop.required=true` they fail.
final class NativeLibraryTest {
    /// Mounts `$1` and `$2` so that nothing in them is executed, if `$2` is not empty; then does the rest.
    private static final String MOUNT =
            """
            for folder in "$1" "$2"; do
              [ -z "$folder" ] || mount -t tmpfs -o noexec,size=64m tmpfs "$folder"
            done
            shift 2; exec "$@"
            """;

    @TempDir private Path folder;

    @Test
    void whereTheTemporaryFolderIsMissingTheLibraryIsUnpackedIntoThatOfTheStore() throws Exception {
        assertThat(run(List.of(), folder.resolve("missing"))).containsExactly("written");
        assertThat(folder.resolve("store/rows")).isDirectory();
    }

    @Test
    void whereTheTemporaryFolderIsAFileTheLibraryIsUnpackedIntoThatOfTheStore() throws Exception {
        Path file = Files.createFile(folder.resolve("tmp"));
        assertThat(run(List.of(), file)).containsExactly("written");
    }

    @Test
    void whereTheTemporaryFolderHoldsNoProgramsTheLibraryIsUnpackedIntoThatOfTheStore()
            throws Exception {
        requireNamespaces();
        Path noexec = Files.createDirectory(folder.resolve("tmp"));
        assertThat(run(noexec(noexec.toString(), ""), noexec)).containsExactly("written");
    }

    @Test
    void whereNeitherHoldsProgramsOneSentenceNamesBothAndWhatToSet() throws Exception {
        requireNamespaces();
        Path noexec = Files.createDirectory(folder.resolve("tmp"));
        Path store = Files.createDirectory(folder.resolve("store"));
        List<String> lines = run(noexec(noexec.toString(), store.toString()), noexec);
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("RocksDB's library cannot be loaded from " + noexec + " (")
                .contains("nor from " + store + "/rows (", "ROCKSDB_SHAREDLIB_DIR=")
                .doesNotContain("Exception", "Error");
    }

    private static List<String> noexec(String first, String second) {
        return List.of(
                "unshare", "--map-root-user", "--mount", "sh", "-euc", MOUNT, "sh", first, second);
    }

    private static void requireNamespaces() throws InterruptedException {
        boolean there;
        try {
            Process process =
                    new ProcessBuilder("unshare", "--map-root-user", "--mount", "true").start();
            there = process.waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        if (Boolean.getBoolean("interop.required")) {
            assertThat(there).as("unshare --mount: demanded by -Dinterop.required=true").isTrue();
        }
        assumeTrue(there, "nothing is mounted: needs unshare (util-linux) and user namespaces");
    }

    private List<String> run(List<String> inside, Path temporary)
            throws IOException, InterruptedException {
        List<String> java = Forked.command(OneStore.class, folder.resolve("store").toString());
        java.add(1, "-Djava.io.tmpdir=" + temporary);
        List<String> command = new ArrayList<>(inside);
        command.addAll(java);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("ROCKSDB_SHAREDLIB_DIR");
        Process running = builder.start();
        List<String> lines = running.inputReader().readAllLines();
        assertThat(running.waitFor()).isZero();
        return lines.stream().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")).toList();
    }
}
