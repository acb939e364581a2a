package dev.bestow.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a folder is a node's to keep its data in: it does not exist yet, is empty, or has what the node left
/// there. Everything else is somebody's, or a path that is wrong.
public final class DataFolder {
    /// Of an empty disk.
    private static final String LOST_AND_FOUND = "lost+found";

    /// A file that a crash left half written, see [DurableFiles#replace].
    private static final String DRAFT = ".new";

    private DataFolder() {}

    /// Refuses what is not the node's.
    ///
    /// @param name what refusals call the folder
    /// @param marks names of which the node leaves at least one
    public static void require(String name, Path folder, Set<String> marks) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        for (Path path = absolute;
                path != null && !Files.isDirectory(path);
                path = path.getParent()) {
            if (Files.exists(path)) {
                throw new InvalidValue(
                        name,
                        path.equals(absolute) ? "is a file" : "cannot be: " + path + " is a file");
            }
        }
        if (Files.isDirectory(absolute)) {
            requireMarked(name, absolute, marks);
        }
    }

    private static void requireMarked(String name, Path folder, Set<String> marks)
            throws IOException {
        if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
            throw new InvalidValue(name, "is not this user's to read and write");
        }
        if (marks.stream().anyMatch(mark -> Files.exists(folder.resolve(mark)))) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            Optional<String> other =
                    entries.map(entry -> String.valueOf(entry.getFileName()))
                            .filter(entry ->
                                    !entry.equals(LOST_AND_FOUND) && !entry.endsWith(DRAFT))
                            .findAny();
            if (other.isPresent()) {
                throw new InvalidValue(
                        name,
                        "is not empty and holds nothing of such a node, but "
                                + other.get()
                                + "; choose another folder");
            }
        } catch (AccessDeniedException e) {
            throw new InvalidValue(name, "is not this user's to read and write");
        }
    }
}
