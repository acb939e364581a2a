package dev.bestow.cli.node;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/// A file of a node that is replaced as a whole: whatever crashes, it is the old one or the new one.
final class WholeFile {
    /// Writes what the file is to hold.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /// Durable when this returns. It is written beside `file`, which it then replaces.
    static void replace(Path file, Content content, FileAttribute<?>... attributes)
            throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, attributes);
        try (FileOutputStream octets = new FileOutputStream(draft.toFile());
                OutputStream out = new BufferedOutputStream(octets)) {
            content.writeTo(out);
            out.flush();
            octets.getFD().sync();
        }
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
