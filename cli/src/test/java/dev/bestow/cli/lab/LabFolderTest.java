package dev.bestow.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.cli.Main;
import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class LabFolderTest {
    @Test
    void aNewFolderIsMadeAndMarked(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("data/lab");
        try (LabFolder taken = LabFolder.take(folder)) {
            assertThat(taken).isNotNull();
            assertThat(folder.resolve(LabFolder.MARK)).exists();
        }
    }

    @Test
    void whatALabLeftIsWiped(@TempDir Path folder) throws IOException {
        LabFolder.take(folder).close();
        Files.writeString(Files.createDirectory(folder.resolve("hss")).resolve("rows"), "old");
        LabFolder.take(folder).close();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve(LabFolder.MARK));
        }
    }

    @Test
    void aFolderOfAnotherLabIsLeftAlone(@TempDir Path folder) throws IOException {
        try (LabFolder first = LabFolder.take(folder)) {
            Path rows = Files.writeString(folder.resolve("rows"), "in use");
            assertThatThrownBy(() -> LabFolder.take(folder))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another lab")
                    .hasMessageContaining("--data");
            assertThat(rows).hasContent("in use");
            assertThat(first).isNotNull();
        }
        LabFolder.take(folder).close();
    }

    @Test
    void whatNoLabMadeIsNotWiped(@TempDir Path folder) throws IOException {
        Path thesis = Files.writeString(folder.resolve("thesis.tex"), "three years");
        StringWriter err = new StringWriter();
        int status =
                Main.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        "lab",
                        "--devices",
                        "1",
                        "--data",
                        folder.toString());
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .contains("--data: " + folder + " is not empty and no lab made it");
        assertThat(thesis).hasContent("three years");
        assertThat(folder.resolve(LabFolder.MARK)).doesNotExist();
    }

    @Test
    void aFileIsNoFolderForALab(@TempDir Path parent) throws IOException {
        Path folder = Files.writeString(parent.resolve("lab"), "a file");
        assertThatThrownBy(() -> LabFolder.take(folder))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("--data: " + folder + " is a file");
    }
}
