package dev.bestow.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Who depends on whom, as `jdeps -s` reads it out of the class files: one line `a -> b` for each
/// pair, libraries without their version.
final class ModuleDrawing {
    private ModuleDrawing() {}

    /// The drawing of `modules`, whose classes are copied below `work` first: jdeps names a folder
    /// after its last part, and all of ours are called `classes`; a module descriptor would make it
    /// look for modules where the product runs on the class path.
    static List<String> of(List<Path> modules, Path work) {
        List<Path> copies = new ArrayList<>();
        for (Path module : modules) {
            Path classes = module.resolve("target/classes");
            if (Files.isDirectory(classes)) {
                Path copy = work.resolve(String.valueOf(module.getFileName()));
                copyClasses(classes, copy);
                copies.add(copy);
            }
        }
        return ofFolders(copies);
    }

    /// The drawing of folders of class files, each called after its last part.
    static List<String> ofFolders(List<Path> folders) {
        List<String> arguments =
                new ArrayList<>(List.of("-s", "--multi-release", "25", "-cp", libraries()));
        folders.forEach(folder -> arguments.add(folder.toString()));
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int status = jdeps.run(printer, printer, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("jdeps says " + output);
        }
        return output.toString().lines().map(ModuleDrawing::arrow).distinct().sorted().toList();
    }

    /// `core -> /some/where/target/keys` becomes `core -> keys`, `a -> b-1.2.jar` becomes `a -> b`.
    private static String arrow(String line) {
        String[] ends = line.split(" -> ", -1);
        return box(ends[0]) + " -> " + box(ends[1]);
    }

    private static String box(String archive) {
        return archive.replaceFirst("^.*/", "").replaceFirst("-[0-9][^/]*\\.jar$", "");
    }

    private static String libraries() {
        return Stream.of(
                        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("/bestow-"))
                .reduce((a, b) -> a + java.io.File.pathSeparator + b)
                .orElseThrow();
    }

    private static void copyClasses(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(ModuleDrawing::isClass).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClass(Path file) {
        return file.toString().endsWith(".class") && !file.endsWith("module-info.class");
    }
}
