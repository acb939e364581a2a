package dev.bestow.link.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What tells one version of a file from another without reading it; a file moved into its place differs in its key,
/// an inode, even with the time and size of the old one.
///
/// @param octets -1 for a file that cannot be asked
public record FileStamp(FileTime modified, long octets, @Nullable Object fileKey) {
    private static final FileStamp NONE = new FileStamp(FileTime.fromMillis(0), -1, null);

    /// Of `file` as it is now, through links.
    public static FileStamp of(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return NONE;
        }
    }
}
