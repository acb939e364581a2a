package dev.bestow.keystore.epoch;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.Reason;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;
import dev.bestow.keystore.StoreFailure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Epoch keys as files of 32 octets, one per key, for their owner only; the name says the number and when
/// it was made: `epoch-7-1790000000000.key`.
final class EpochKeyFiles implements EpochKeys {
    private static final Pattern FORM = Pattern.compile("epoch-([0-9]{1,9})-([0-9]{1,18})\\.key");

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path folder;

    private EpochKeyFiles(Path folder) {
        this.folder = folder;
    }

    /// Those in `folder`, which nobody else may use at the same time; made when missing.
    static EpochKeyFiles open(Path folder) {
        try {
            DurableFiles.makeFolder(folder);
        } catch (IOException e) {
            throw new StoreFailure(
                    "folder of epoch keys " + folder + " cannot be made: " + Reason.of(e), e);
        }
        return new EpochKeyFiles(folder);
    }

    /// The keys there are; anything else in the folder is left alone.
    @Override
    public List<Name> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(EpochKeyFiles::name).toList();
        } catch (IOException e) {
            throw new StoreFailure(
                    "folder of epoch keys " + folder + " cannot be read: " + Reason.of(e), e);
        }
    }

    private static Stream<Name> name(Path file) {
        Matcher form = FORM.matcher(String.valueOf(file.getFileName()));
        return form.matches()
                ? Stream.of(
                        new Name(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Stream.empty();
    }

    private Path file(Name name) {
        return folder.resolve("epoch-" + name.number() + "-" + name.madeAtMs() + ".key");
    }

    @Override
    public Optional<Secret> read(Name name) {
        Path file = file(name);
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new StoreFailure(
                        "others could read epoch key " + file + ". Run: chmod 600 " + file);
            }
            if (Files.size(file) != RowCipher.KEY_OCTETS) {
                throw new StoreFailure(
                        "epoch key " + file + " has not 32 octets; remove it: its keys are lost");
            }
            return Optional.of(Secret.taking(Files.readAllBytes(file)));
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreFailure("epoch key " + file + " cannot be read: " + Reason.of(e), e);
        }
    }

    /// Whole or absent after a crash.
    @Override
    public Name keep(Secret key, long madeAtMs) {
        int last = names().stream().mapToInt(Name::number).max().orElse(0);
        Name name = new Name(last + 1, madeAtMs);
        write(name, key);
        return name;
    }

    private void write(Name name, Secret key) {
        Path file = file(name);
        ByteBuffer content = ByteBuffer.allocate(RowCipher.KEY_OCTETS);
        key.writeTo(content);
        try {
            DurableFiles.replace(file, out -> out.write(content.array()));
        } catch (IOException e) {
            throw new StoreFailure("epoch key " + file + " cannot be written: " + Reason.of(e), e);
        } finally {
            content.clear().put(new byte[RowCipher.KEY_OCTETS]);
        }
    }

    @Override
    public Name redate(Name name, long madeAtMs) {
        Name redated = new Name(name.number(), madeAtMs);
        Path file = file(name);
        try {
            Files.move(file, file(redated), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.sync(folder);
        } catch (IOException e) {
            throw new StoreFailure("epoch key " + file + " cannot be renamed: " + Reason.of(e), e);
        }
        return redated;
    }

    @Override
    public void destroy(Name name) {
        Path file = file(name);
        try {
            DurableFiles.destroy(file);
        } catch (IOException e) {
            throw new StoreFailure(
                    "epoch key " + file + " cannot be destroyed: " + Reason.of(e), e);
        }
    }
}
