package dev.bestow.network.audit;

import dev.bestow.core.Clock;
import dev.bestow.core.DurableFiles;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Ports;
import dev.bestow.core.Reason;
import dev.bestow.wire.north.AuditLine;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Every key that left, a line of JSON each, in files below the node's data folder that are only ever written at their
/// end. A line is on disk before its key leaves; what cannot be written does not leave. So the log may have a key that
/// did not leave, when the process or the connection ended in between, and never the other way. Requests at the same
/// time share one fsync. Thread-safe.
public final class AuditLog implements AutoCloseable {
    /// Below the data folder.
    public static final String FOLDER = "audit";

    private final Clock clock;
    private final AuditFile file;
    private final LongAdder lines = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// Held to write. Who waits for it is written by whoever has it next.
    private final Object disk = new Object();

    private Batch next = new Batch();
    private @Nullable IOException trouble;

    /// Lines that go to the disk together.
    private static final class Batch {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private boolean over;
        private @Nullable IOException failure;
    }

    private AuditLog(AuditFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /// Opens the log in `dataFolder`, which is there, and tells how it is.
    public static AuditLog open(Path dataFolder, AuditLimits limits, Ports ports) {
        Path folder = dataFolder.resolve(FOLDER);
        try {
            DurableFiles.makeFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("audit log", e);
        }
        var log = new AuditLog(new AuditFile(folder, limits), ports.clock());
        log.tell(ports.monitoring());
        return log;
    }

    private void tell(Monitoring monitoring) {
        monitoring.counter("audit_lines", "Keys that left, as the audit log has them.", lines::sum);
        monitoring.counter(
                "audit_failures",
                "Answers with keys that did not leave because the audit log was not written.",
                failures::sum);
        monitoring.readiness(this::missing);
    }

    /// Notes that these keys leave, durably when it returns.
    ///
    /// @throws AuditFailure when it cannot
    public void leaving(List<RetrievedKey> keys, AuditLine.Requester requester) {
        Instant now = clock.now();
        var octets = new ByteArrayOutputStream();
        keys.forEach(key -> octets.writeBytes(AuditLine.encode(now, requester, key)));
        Batch batch = joined(octets.toByteArray());
        synchronized (disk) {
            if (!batch.over) {
                write(closed());
            }
        }
        IOException failure = batch.failure;
        if (failure != null) {
            failures.increment();
            throw new AuditFailure(failure);
        }
        lines.add(keys.size());
    }

    private synchronized Batch joined(byte[] octets) {
        next.octets.writeBytes(octets);
        return next;
    }

    private synchronized Batch closed() {
        Batch batch = next;
        next = new Batch();
        return batch;
    }

    private void write(Batch batch) {
        try {
            FileChannel open = file.at(clock.now());
            AuditFile.write(open, batch.octets.toByteArray());
            open.force(false);
            trouble = null;
        } catch (IOException e) {
            batch.failure = e;
            trouble = e;
            closeAfter(e);
        }
        batch.over = true;
    }

    /// The file is opened again for the next line, which ends what is torn of this one.
    private void closeAfter(IOException failure) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// While nobody gets keys from a node that is not ready, whoever asks how it is finds out that it works again.
    private List<String> missing() {
        synchronized (disk) {
            if (trouble != null) {
                Batch empty = new Batch();
                empty.octets.write('\n');
                write(empty);
            }
            return trouble == null
                    ? List.of()
                    : List.of("the audit log fails, so no key leaves: " + Reason.of(trouble));
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("audit log", e);
            }
        }
    }
}
