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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// The file of a [MasterKey], readable by its owner alone. Whoever has it and the store has every K; whoever
/// lost it has none. It belongs into a backup of its own.
///
/// ```
/// octets 0-31     the key, random
/// octets 32-63    the previous one, while a rotation is under way
/// ```
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
        return new MasterKeyFile(file).read(entropy);
    }

    /// Begins a rotation of `key`, which `file` holds: a new key is durable beside it before it wraps
    /// anything, whatever crashes.
    ///
    /// @throws Refused when the file cannot be changed
    public static void begin(Path file, MasterKey key, Entropy entropy) {
        byte[] octets = new byte[MasterKey.OCTETS];
        entropy.fill(octets);
        Secret next = Secret.taking(octets);
        MasterKeyFile changing = new MasterKeyFile(file);
        try {
            changing.putBefore(next);
        } catch (IOException | UnsupportedOperationException e) {
            next.close();
            throw changing.refused("cannot be changed: " + e);
        }
        key.turnTo(next);
    }

    /// Ends the rotation of `key`: destroys the previous one, in `file` and in memory. A crash in between
    /// leaves a previous key that opens nothing.
    ///
    /// @throws Refused when the file cannot be changed
    public static void finish(Path file, MasterKey key) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            overwrite(out, MasterKey.OCTETS);
            out.truncate(MasterKey.OCTETS);
            out.force(true);
        } catch (IOException e) {
            throw new MasterKeyFile(file).refused("cannot be changed: " + e);
        }
        key.forgetPrevious();
    }

    /// Media that write every block anew may keep the old one for a while; a disk that is encrypted itself
    /// closes the gap.
    private static void overwrite(FileChannel out, int from) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(MasterKey.OCTETS);
        while (zeros.hasRemaining()) {
            out.write(zeros, from + zeros.position());
        }
        out.force(true);
    }

    /// As [#open], and when there is no file makes one. For a store that is still empty: a new key opens
    /// nothing that another one wrapped.
    public static MasterKey openOrMake(Path file, Entropy entropy) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            new MasterKeyFile(file).make(entropy);
        }
        return open(file, entropy);
    }

    private MasterKey read(Entropy entropy) {
        byte[] octets = {};
        try {
            requireOwnerOnly();
            octets = Files.readAllBytes(file);
            if (octets.length != MasterKey.OCTETS && octets.length != 2 * MasterKey.OCTETS) {
                throw refused(
                        "has "
                                + octets.length
                                + " octets, a master key has 32, or 64 while it is rotated; restore"
                                + " it from its backup");
            }
            Secret key = Secret.taking(Arrays.copyOf(octets, MasterKey.OCTETS));
            Secret previous =
                    octets.length == MasterKey.OCTETS
                            ? null
                            : Secret.taking(
                                    Arrays.copyOfRange(octets, MasterKey.OCTETS, octets.length));
            return new MasterKey(key, previous, entropy);
        } catch (IOException e) {
            throw refused("cannot be read: " + e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /// Written beside and moved into place. The old file is overwritten once the new one, which holds its key
    /// too, is durable; a crash just before leaves its octets to the file system.
    private void putBefore(Secret next) throws IOException {
        requireOwnerOnly();
        Path real = file.toRealPath();
        Path folder = folderOf(real);
        Path draft = Files.createTempFile(folder, "master-key", ".new", OWNER_ONLY);
        byte[] octets = Files.readAllBytes(real);
        try (FileChannel old = FileChannel.open(real, StandardOpenOption.WRITE);
                Secret previous = Secret.taking(octets)) {
            if (previous.length() != MasterKey.OCTETS) {
                throw new IOException("it has " + previous.length() + " octets by now");
            }
            writeDurably(draft, next, previous);
            Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            overwrite(old, 0);
        } finally {
            Files.deleteIfExists(draft);
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
            Path folder = folderOf(file.toAbsolutePath());
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
            sync(folder);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster, and its key is the key.
            return;
        } catch (IOException | UnsupportedOperationException e) {
            throw refused("cannot be made: " + e);
        }
    }

    private static void writeDurably(Path draft, Secret... keys) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(keys.length * MasterKey.OCTETS);
        for (Secret key : keys) {
            key.writeTo(content);
        }
        content.flip();
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        } finally {
            Arrays.fill(content.array(), (byte) 0);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Path folderOf(Path absolute) {
        Path folder = absolute.getParent();
        if (folder == null) {
            throw refused("is a folder");
        }
        return folder;
    }

    private Refused refused(String reason) {
        return new Refused("master key file " + file, reason);
    }
}
