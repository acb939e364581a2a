package dev.bestow.cli.machine;

import dev.bestow.core.Reason;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/// Standard output that says so when it cannot be written: a full disk, or a reader that is gone. Java's own
/// forgets what it could not write and goes on.
public final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private final Consumer<String> complaint;
    private volatile boolean failed;

    StandardOutput(OutputStream out, Consumer<String> complaint) {
        this.out = out;
        this.complaint = complaint;
    }

    /// This process's.
    ///
    /// @param complaint is told once, and why
    public static StandardOutput ofProcess(Consumer<String> complaint) {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), complaint);
    }

    /// Whether anything is missing in it.
    public boolean failed() {
        return failed;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                complaint.accept("standard output: " + Reason.of(e));
            }
            throw e;
        }
    }
}
