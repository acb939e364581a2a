package dev.bestow.ue;

import dev.bestow.core.DurableFiles;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.OwnerOnly;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.session.ua.RequestCounts;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a device keeps over power-off, in one file: which request counts it may have used, the key set of its last AKA
/// run, and how that is named. It goes on with those, without an attach. Sessions are not in it: their counters change
/// with each message, and a request that begins another costs no run. Nor is the NAS security context: the next attach
/// takes a fresh one.
///
/// ```
/// layout 1 (1) | IMSI, decimal, 8 | counts 8 | since 8 | key set 187, or nothing | SHA-256 of all before, 8
///
/// key set    GUTI 10 | eKSI 1 | RAND 16 | K_ASME 32 | Ks 32 | Ks as pushed 32 | e2m_int_key 32 | e2m key set 32
/// ```
///
/// `counts` is where the next counts begin: a block of [#BLOCK] is reserved on disk before the first of it is used, so
/// a crash skips some and repeats none. `since` is when the key set was taken into use, in milliseconds since 1970.
///
/// The file is in clear, for its owner alone: a device that reads its own keys at power-on has nowhere to keep a key
/// that wraps them but beside them, unless its maker has a secure element. One process at a time.
public final class DeviceFile implements RequestCounts, AutoCloseable {
    /// Counts that one write pays for.
    static final int BLOCK = 64;

    private final Path file;
    private final Imsi imsi;
    private final FileChannel lockFile;
    private final FileLock lock;
    private long next;
    private long reserved;
    private @Nullable Kept kept;

    /// A key set, how it is named, and since when it is in use.
    record Kept(Guti guti, EpsContext context, long sinceMs) implements AutoCloseable {
        boolean is(Guti otherGuti, Rand run) {
            return guti.equals(otherGuti) && context.rand().equals(run);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private DeviceFile(Path file, Imsi imsi, FileChannel lockFile, FileLock lock) {
        this.file = file;
        this.imsi = imsi;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// The file of the device with this IMSI, which is made when it first has something to keep.
    public static DeviceFile open(Path file, Imsi imsi) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            DurableFiles.makeFolder(folder);
        }
        FileChannel lockFile =
                FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            var opened = new DeviceFile(file, imsi, lockFile, lock(file, lockFile));
            opened.read();
            return opened;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static FileLock lock(Path file, FileChannel lockFile) throws IOException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new InvalidValue(file.toString(), "is in use: another process runs this device");
        }
        return lock;
    }

    private void read() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        OwnerOnly.require(file.toString(), file);
        DeviceFileCodec.Content content =
                DeviceFileCodec.decode(file.toString(), Files.readAllBytes(file));
        if (content.imsi() != imsi.number()) {
            content.close();
            throw new InvalidValue(file.toString(), "is of another device than " + imsi);
        }
        kept = content.kept();
        next = content.counts();
        reserved = content.counts();
    }

    /// A count that no request of this device has had, whatever crashed. Throws [StateNotKept] when it cannot be
    /// reserved.
    @Override
    public synchronized long next() {
        if (next == reserved) {
            write(reserved + BLOCK, kept);
        }
        return next++;
    }

    /// A copy of the key set that was in use when the power went, or null.
    synchronized @Nullable Kept kept() {
        Kept held = kept;
        return held == null ? null : new Kept(held.guti(), held.context().copy(), held.sinceMs());
    }

    /// Puts this key set in the place of the one before, unless it is that; `context` stays the caller's.
    synchronized void keep(Guti guti, EpsContext context, long nowMs) {
        Kept before = kept;
        if (before != null && before.is(guti, context.rand())) {
            return;
        }
        long sinceMs =
                before != null && before.context().rand().equals(context.rand())
                        ? before.sinceMs()
                        : nowMs;
        replace(new Kept(guti, context.copy(), sinceMs));
    }

    /// Takes the key set out: it is of no use any more.
    synchronized void forget() {
        if (kept != null) {
            replace(null);
        }
    }

    private void replace(@Nullable Kept fresh) {
        try {
            write(reserved, fresh);
        } catch (StateNotKept e) {
            if (fresh != null) {
                fresh.close();
            }
            throw e;
        }
        if (kept != null) {
            kept.close();
        }
        kept = fresh;
    }

    private void write(long counts, @Nullable Kept keys) {
        try (Secret content = DeviceFileCodec.encode(imsi.number(), counts, keys)) {
            DurableFiles.replace(
                    file,
                    out -> {
                        ByteBuffer octets = ByteBuffer.allocate(content.length());
                        content.writeTo(octets);
                        out.write(octets.array());
                        octets.clear().put(new byte[octets.capacity()]);
                    });
        } catch (IOException e) {
            throw new StateNotKept(file, e);
        }
        reserved = counts;
    }

    /// Wipes what is in memory; the file stays.
    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new StateNotKept(file, e);
        }
    }
}
