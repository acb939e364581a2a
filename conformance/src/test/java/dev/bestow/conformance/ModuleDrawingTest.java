package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// The module graph is the trust statement, so it is checked in as a drawing and compared with what
/// the class files say.
class ModuleDrawingTest {
    private static final Path DRAWING =
            SourceTree.root().resolve("conformance/src/test/resources/house/jdeps.txt");

    private static final String HEADER =
            """
            # Who depends on whom: `jdeps -s` over the classes of every module. A change here changes
            # who is trusted with what; say why in the commit. Redraw with
            #   ./mvnw -pl conformance -am test -Dtest=ModuleDrawingTest -Djdeps.write=true
            """;

    @Test
    void theClassesDependAsDrawn(@TempDir Path work) {
        List<String> found = ModuleDrawing.of(SourceTree.productModules(), work);
        assertThat(found).contains("core -> java.base", "keys -> core");
        if (Boolean.getBoolean("jdeps.write")) {
            SourceTree.write(DRAWING, HEADER + String.join("\n", found) + "\n");
        }
        List<String> drawn =
                SourceTree.read(DRAWING).lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(found).isEqualTo(drawn);
    }

    /// The planted violation: a module that reaches what nobody drew shows up in the drawing.
    @Test
    void aNewDependencyShows() {
        Path conformance = SourceTree.root().resolve("conformance/target/test-classes");
        List<String> found = ModuleDrawing.ofFolders(List.of(conformance));
        assertThat(found).contains("test-classes -> archunit");
    }
}
