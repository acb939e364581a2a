package dev.bestow.conformance.fuzz;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

import dev.bestow.conformance.SourceTree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// `fuzz/decoders.txt`, and the decoders that the sources have: methods that others may call, whose name says that they
/// read and whose parameters have octets.
final class DecoderTable {
    private static final Path FILE = Path.of("src", "test", "resources", "fuzz", "decoders.txt");
    private static final Pattern NAME =
            Pattern.compile(
                    "(decode|parse|read|open|frame|unprotect|unverified|unwrap)\\w*"
                            + "|answer|handle|in|kind");
    private static final Pattern OCTETS =
            Pattern.compile(
                    "byte( @Nullable)?"
                        + " ?\\[\\]|Octets|ByteBuffer|InputStream|ResponseApdu|DiameterMessage");

    private DecoderTable() {}

    /// `Class#method | targets | why there is none`.
    record Row(String decoder, List<String> targets, String reason) {}

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split("\\|", -1);
                rows.add(
                        new Row(
                                cells[0].strip(),
                                Arrays.stream(cells[1].strip().split(" +"))
                                        .filter(name -> !name.isEmpty())
                                        .toList(),
                                cells.length > 2 ? cells[2].strip() : ""));
            }
        }
        return rows;
    }

    static Set<String> decodersOfTheProduct() throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> sources =
                SourceTree.javaFiles().stream()
                        .filter(SourceTree::isProduct)
                        .filter(DecoderTable::takesOctetsOfPeers)
                        .toList();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, _ -> {}, List.of("-proc:none"), null, units);
            for (var unit : task.parse()) {
                String folder = String.valueOf(unit.getPackageName()).replace("dev.bestow.", "");
                new Finder(folder, found).scan(unit, null);
            }
        }
        return found;
    }

    /// The applet runs on a card, under jCardSim in its own tests; benchmarks read nothing of strangers; and the
    /// Cassandra that we start ourselves is somebody else's product.
    private static boolean takesOctetsOfPeers(Path file) {
        String name = SourceTree.name(file);
        return !name.startsWith("usim-applet/")
                && !name.startsWith("bench/")
                && !name.startsWith("keystore-cassandra/server/");
    }

    /// Walks the methods of one file.
    private static final class Finder extends TreeScanner<Void, @Nullable ClassTree> {
        private final String folder;
        private final Set<String> found;

        Finder(String folder, Set<String> found) {
            this.folder = folder;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, @Nullable ClassTree outer) {
            return super.visitClass(type, type);
        }

        @Override
        public Void visitMethod(MethodTree method, @Nullable ClassTree type) {
            boolean own = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            boolean octets =
                    method.getParameters().stream()
                            .map(VariableTree::getType)
                            .anyMatch(each -> OCTETS.matcher(each.toString()).matches());
            if (type != null
                    && !own
                    && octets
                    && method.getBody() != null
                    && NAME.matcher(method.getName()).matches()) {
                found.add("%s.%s#%s".formatted(folder, type.getSimpleName(), method.getName()));
            }
            return super.visitMethod(method, type);
        }
    }
}
