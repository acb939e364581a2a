package dev.bestow.aka;

import dev.bestow.core.Entropy;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The file of a [MasterKey]: 32 random octets and nothing else, readable by its owner alone. Whoever
/// has it and the store has every K; whoever lost it has none. It belongs into a backup of its own.
public final class MasterKeyFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private final Path file;

    private MasterKeyFile(Path file) {
        this.file = file;
    }

    /// The key in `file`.
    ///
    /// @throws Refused when it is missing, others have rights to it, or it is no key
    public static MasterKey open(Path file, Entropy entropy) {
        return new MasterKey(new MasterKeyFile(file).read(), entropy);
    }

    /// As [#open], and when there is no file makes one. For a store that is still empty: a new key opens
    /// nothing that another one wrapped.
    public static MasterKey openOrMake(Path file, Entropy entropy) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            new MasterKeyFile(file).make(entropy);
        }
        return open(file, entropy);
    }

    private Secret read() {
        try {
            requireOwnerOnly();
            if (Files.size(file) != MasterKey.OCTETS) {
                throw refused(
                        "has "
                                + Files.size(file)
                                + " octets, a master key has 32; restore it from its backup");
            }
            return Secret.taking(Files.readAllBytes(file));
        } catch (IOException e) {
            throw refused("cannot be read: " + e);
        }
    }

    private void requireOwnerOnly() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refused(
                    Files.exists(file)
                            ? "is not a file"
                            : "does not exist; restore it from its backup");
        }
        Set<PosixFilePermission> rights;
        try {
            rights = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw refused(
                    "is on a file system without owners and rights; keep it on one that has them");
        }
        if (rights.stream().anyMatch(OTHERS::contains)) {
            throw refused(
                    "has rights "
                            + PosixFilePermissions.toString(rights)
                            + ": others could read it."
                            + " Run: chmod 600 "
                            + file);
        }
    }

    /// Written beside and linked into place: two processes that start together end up with one key, and a
    /// crash leaves a whole file or none.
    private void make(Entropy entropy) {
        byte[] octets = new byte[MasterKey.OCTETS];
        entropy.fill(octets);
        try (Secret key = Secret.taking(octets)) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw refused("is a folder");
            }
            if (Files.notExists(folder)) {
                Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            }
            Path draft = Files.createTempFile(folder, "master-key", ".new", OWNER_ONLY);
            try {
                writeDurably(draft, key);
                Files.createLink(file, draft);
            } finally {
                Files.delete(draft);
            }
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster, and its key is the key.
            return;
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be made: " + e);
        }
    }

    private static void writeDurably(Path draft, Secret key) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MasterKey.OCTETS);
        key.writeTo(content);
        content.flip();
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        } finally {
            content.clear().put(new byte[MasterKey.OCTETS]);
        }
    }

    private Refused refused(String reason) {
        return new Refused("master key file " + file, reason);
    }
}
