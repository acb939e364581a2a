package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// What a power cut leaves of them is tested where one is simulated, with the embedded store.
class DurableFilesTest {
    @TempDir private Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void foldersAreMadeForTheirOwnerAloneWithThoseAbove() throws IOException {
        Path deep = folder.resolve("a").resolve("b");
        DurableFiles.makeFolder(deep);
        DurableFiles.makeFolder(deep);
        assertThat(rights(deep)).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    void aFileWhereAFolderShouldBeIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a file");
        assertThatThrownBy(() -> DurableFiles.makeFolder(file))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("a file");
    }

    @Test
    void aReplacedFileIsForItsOwnerAloneAndNothingStaysBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a longer old one");
        Files.writeString(folder.resolve("file.new"), "of a process that was killed");
        DurableFiles.replace(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("new");
        assertThat(rights(file)).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() ->
                        DurableFiles.replace(
                                file,
                                out -> {
                                    out.write('n');
                                    throw new IOException("planted");
                                }))
                .hasMessage("planted");
        assertThat(file).hasContent("old");
        assertThat(folder.resolve("file.new")).doesNotExist();
    }

    @Test
    void aDestroyedFileHoldsZerosForWhoeverStillReadsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "secret");
        Path another = Files.createLink(folder.resolve("another"), file);
        DurableFiles.destroy(file);
        DurableFiles.destroy(file);
        assertThat(file).doesNotExist();
        assertThat(another).hasBinaryContent(new byte["secret".length()]);
    }
}
