package dev.bestow.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The one rule for files with a secret: keys, passwords, PINs. Nobody but their owner has any right to them.
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private OwnerOnly() {}

    /// Looks at the rights of `file`, through links.
    ///
    /// @param name what refusals call it, its path included
    /// @throws InvalidValue when it is missing, no file, or others have rights to it
    public static void require(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidValue(name, Files.exists(file) ? "is not a file" : "does not exist");
        }
        Set<PosixFilePermission> rights;
        try {
            rights = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw new InvalidValue(
                    name,
                    "is on a file system without owners and rights; keep it on one that has them");
        }
        if (rights.stream().anyMatch(OTHERS::contains)) {
            throw new InvalidValue(
                    name,
                    "has rights "
                            + PosixFilePermissions.toString(rights)
                            + ": others could read it. Run: chmod 600 "
                            + file);
        }
    }
}
