package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk without room, for real: a file system of 24 MB that only the writing process sees. Needs `unshare` and the
/// right to a mount namespace; without them the class is skipped and says so, with `-Dinterop.required=true` it
/// fails.
final class FullDiskTest {
    @TempDir private Path folder;

    @BeforeEach
    void requireNamespaces() throws Exception {
        boolean there;
        try {
            there = inNamespace(List.of("true")).start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        if (Boolean.getBoolean("interop.required")) {
            assertThat(there).as("unshare --mount: demanded by -Dinterop.required=true").isTrue();
        }
        assumeTrue(there, "no disk is filled: needs unshare (util-linux) and user namespaces");
    }

    private static ProcessBuilder inNamespace(List<String> command) {
        List<String> all = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount"));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    @Test
    void aStoreOnAFullDiskIsReadAndIsWrittenAgainOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=24m tmpfs \"$1\" && shift && exec \"$@\"",
                                "sh",
                                disk.toString()));
        command.addAll(Forked.command(FullDiskWriter.class, disk.toString()));
        ProcessBuilder writer = inNamespace(command);
        writer.environment().putAll(Forked.nativesIn(folder));
        Process running = writer.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = running.inputReader().readAllLines();
        assertThat(running.waitFor()).isZero();
        assertThat(lines)
                .containsExactly(
                        "filled: No space left on device",
                        "refused: the disk of "
                                + disk.resolve("store").resolve("rows")
                                + " is full: make room for 8 MiB, then it is written again",
                        "on a full disk 0 rows cannot be read",
                        "with room again 0 are missing",
                        "afterwards 0 are missing");
    }
}
