package dev.bestow.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tree this build runs in: its root, its modules and the files people wrote.
public final class SourceTree {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Set<String> NOT_OURS =
            Set.of("target", "data", ".git", ".idea", "node_modules");

    private SourceTree() {}

    /// The folder that holds `mvnw`, from wherever the test was started.
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /// The module folders in the order of the root pom.
    static List<Path> modules() {
        List<Path> modules = new ArrayList<>();
        Matcher module = MODULE.matcher(read(root().resolve("pom.xml")));
        while (module.find()) {
            modules.add(root().resolve(module.group(1)));
        }
        return modules;
    }

    /// The modules whose classes the house rules judge: not this one, and not the benchmarks, which
    /// are built later and live by the clock.
    static List<Path> productModules() {
        return modules().stream()
                .filter(module -> !module.endsWith("conformance") && !module.endsWith("bench"))
                .toList();
    }

    /// Every .java file of the tree, sorted.
    public static List<Path> javaFiles() {
        return files(path -> path.toString().endsWith(".java"));
    }

    /// Whether `file` is of the product, not of its tests.
    public static boolean isProduct(Path file) {
        return root().relativize(file).toString().contains("src/main/");
    }

    /// Every file outside build output that `wanted` takes, sorted.
    static List<Path> files(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root(), new Collector(wanted, found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(found);
        return found;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `file` as people name it: relative to the root.
    public static String name(Path file) {
        return root().relativize(file).toString();
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Predicate<Path> wanted;
        private final List<Path> found;

        Collector(Predicate<Path> wanted, List<Path> found) {
            this.wanted = wanted;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (wanted.test(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
