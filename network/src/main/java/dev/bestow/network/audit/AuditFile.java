package dev.bestow.network.audit;

import dev.bestow.core.DurableFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The files `keys-2026-11-30-001.jsonl` of a folder: one for each day in UTC, and more when a day fills one. Written
/// at its end only. Used by one thread at a time.
final class AuditFile implements AutoCloseable {
    private static final String PREFIX = "keys-";
    private static final String SUFFIX = ".jsonl";
    private static final int DATE_CHARACTERS = 10;
    private static final byte[] LINE_END = {'\n'};

    private final Path folder;
    private final AuditLimits limits;
    private @Nullable FileChannel channel;
    private LocalDate day = LocalDate.MIN;

    /// @param folder is there
    AuditFile(Path folder, AuditLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /// The file that lines of this time go to, opened: another one than before when a day or a file is over.
    FileChannel at(Instant now) throws IOException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        FileChannel open = channel;
        if (open != null
                && open.isOpen()
                && day.equals(today)
                && open.size() < limits.fileOctets()) {
            return open;
        }
        close();
        removeBefore(today.minusDays(limits.keptDays()));
        Path file = fileOf(today);
        open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        channel = open;
        day = today;
        endTornLine(file, open);
        DurableFiles.sync(folder);
        return open;
    }

    private Path fileOf(LocalDate today) throws IOException {
        int number = 1;
        while (isFull(named(today, number))) {
            number++;
        }
        return named(today, number);
    }

    private boolean isFull(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) >= limits.fileOctets();
    }

    private Path named(LocalDate date, int number) {
        return folder.resolve(
                String.format(Locale.ROOT, "%s%s-%03d%s", PREFIX, date, number, SUFFIX));
    }

    /// What was being written when the process ended is not removed: a reader passes over a line that is no JSON. Its
    /// key never left.
    private static void endTornLine(Path file, FileChannel open) throws IOException {
        if (open.size() == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel read = FileChannel.open(file, StandardOpenOption.READ)) {
            read.read(last, read.size() - 1);
        }
        if (last.get(0) != LINE_END[0]) {
            write(open, LINE_END);
        }
    }

    static void write(FileChannel to, byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            to.write(left);
        }
    }

    private void removeBefore(LocalDate first) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> isBefore(file, first)).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isBefore(Path file, LocalDate first) {
        String name = String.valueOf(file.getFileName());
        int dateEnd = PREFIX.length() + DATE_CHARACTERS;
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX) || name.length() < dateEnd) {
            return false;
        }
        try {
            return LocalDate.parse(name.substring(PREFIX.length(), dateEnd)).isBefore(first);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /// Puts the open file on disk and closes it; the next line opens one again.
    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null && open.isOpen()) {
            try (open) {
                open.force(true);
            }
        }
    }
}
