package dev.bestow.mme;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a [Snapshot]: the header at once, then what is added, then the end. Not thread-safe.
final class SnapshotWriter {
    private final MmeConfig config;
    private final KeyWrap wrap;
    private final Snapshot.Header header;
    private final DataOutputStream out;
    private final ByteBuffer record = ByteBuffer.allocate(Snapshot.MAX_RECORD_OCTETS);
    private long index;

    SnapshotWriter(MmeConfig config, KeyWrap wrap, Snapshot.Header header, OutputStream out)
            throws IOException {
        this.config = config;
        this.wrap = wrap;
        this.header = header;
        this.out = new DataOutputStream(out);
        String format = Snapshot.FORMAT + Snapshot.VERSION + "\n";
        this.out.write(format.getBytes(StandardCharsets.US_ASCII));
        this.out.writeLong(header.restartCount());
        this.out.writeLong(header.takenAtMs());
        this.out.writeByte(
                switch (header.moment()) {
                    case RUNNING -> Snapshot.RUNNING;
                    case STOPPED -> Snapshot.STOPPED;
                });
    }

    /// One that is too long is left out, which costs its UE an attach.
    void add(KeptUeContext kept) throws IOException {
        record.clear().put(Snapshot.REGISTRATION);
        try {
            UeContextCodec.encode(kept, record);
        } catch (BufferOverflowException e) {
            Arrays.fill(record.array(), (byte) 0);
            return;
        }
        write();
    }

    /// Nothing is added after this.
    void end() throws IOException {
        record.clear().put(Snapshot.END);
        write();
        out.flush();
    }

    private void write() throws IOException {
        try (Secret clear = Secret.taking(record.array(), 0, record.position())) {
            Octets wrapped = wrap.wrap(header.row(config, index), clear);
            out.writeInt(wrapped.length());
            out.write(wrapped.toArray());
        }
        index++;
    }
}
