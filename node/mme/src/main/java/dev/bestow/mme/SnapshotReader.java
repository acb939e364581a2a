package dev.bestow.mme;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.UnwrapFailed;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a [Snapshot]. Until the last UE context has come, none is to be trusted: the end might be
/// missing. Not thread-safe.
final class SnapshotReader {
    private static final Pattern FORMAT = Pattern.compile(Snapshot.FORMAT + "([1-9][0-9]{0,8})");
    private static final int MAX_FORMAT_CHARACTERS = 64;

    /// Far more than wrapping adds.
    private static final int MAX_WRAPPED_OCTETS = Snapshot.MAX_RECORD_OCTETS + 1_024;

    private final MmeConfig config;
    private final KeyWrap wrap;
    private final DataInputStream in;
    private final Snapshot.Header header;
    private long index;

    /// Reads the header.
    ///
    /// @throws StoreTooNew when a later version wrote it
    SnapshotReader(MmeConfig config, KeyWrap wrap, InputStream in)
            throws IOException, Snapshot.Damage {
        this.config = config;
        this.wrap = wrap;
        this.in = new DataInputStream(in);
        try {
            int version = requireFormat();
            header =
                    new Snapshot.Header(
                            version,
                            this.in.readLong(),
                            this.in.readLong(),
                            moment(this.in.readByte()));
        } catch (EOFException e) {
            throw tooShort();
        }
    }

    private int requireFormat() throws IOException, Snapshot.Damage {
        StringBuilder line = new StringBuilder();
        for (int octet = in.readByte(); octet != '\n'; octet = in.readByte()) {
            if (line.length() == MAX_FORMAT_CHARACTERS) {
                throw new Snapshot.Damage("it does not begin as one");
            }
            line.append((char) octet);
        }
        Matcher form = FORMAT.matcher(line);
        if (!form.matches()) {
            throw new Snapshot.Damage("it does not begin as one");
        }
        int version = Integer.parseInt(form.group(1));
        if (version > Snapshot.VERSION) {
            throw new StoreTooNew("the snapshot of the MME", version, Snapshot.VERSION);
        }
        return version;
    }

    private static SnapshotMoment moment(int octet) throws Snapshot.Damage {
        return switch (octet) {
            case Snapshot.RUNNING -> SnapshotMoment.RUNNING;
            case Snapshot.STOPPED -> SnapshotMoment.STOPPED;
            default -> throw new Snapshot.Damage("its header does not read");
        };
    }

    Snapshot.Header header() {
        return header;
    }

    /// The next UE context, or null when all have come and nothing follows.
    @Nullable KeptUeContext next() throws IOException, Snapshot.Damage {
        try {
            byte[] wrapped = new byte[recordLength()];
            in.readFully(wrapped);
            KeptUeContext kept = open(Octets.copyOf(wrapped));
            if (kept == null && in.read() >= 0) {
                throw new Snapshot.Damage("it goes on after its end");
            }
            index++;
            return kept;
        } catch (EOFException e) {
            throw tooShort();
        }
    }

    /// Checked before that much memory is taken.
    private int recordLength() throws IOException, Snapshot.Damage {
        int length = in.readInt();
        if (length < 0 || length > MAX_WRAPPED_OCTETS) {
            throw new Snapshot.Damage("record " + index + " is longer than any");
        }
        return length;
    }

    private @Nullable KeptUeContext open(Octets wrapped) throws Snapshot.Damage {
        try (Secret clear = wrap.unwrap(header.row(config, index), wrapped)) {
            return clear.use(this::decode);
        } catch (UnwrapFailed e) {
            throw new Snapshot.Damage(
                    "record "
                            + index
                            + " does not open: it is damaged, of another MME or solution, or so old"
                            + " that its epoch key is destroyed");
        } catch (InvalidValue e) {
            throw new Snapshot.Damage("record " + index + " does not read, " + e.getMessage());
        }
    }

    private @Nullable KeptUeContext decode(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record).asReadOnlyBuffer();
        byte kind = in.hasRemaining() ? in.get() : Snapshot.END;
        return switch (kind) {
            case Snapshot.REGISTRATION -> UeContextCodec.decode(in, header.version(), onlyRoot());
            case Snapshot.END -> null;
            default -> throw new InvalidValue("record", "is of no known kind");
        };
    }

    /// Version 1 says it once, by what the records are bound to.
    private @Nullable KeyRoot onlyRoot() {
        Solution row = config.plan().usual();
        return header.version() == Snapshot.VERSION_OF_ONE_ROW && row != null ? row.root() : null;
    }

    private static Snapshot.Damage tooShort() {
        return new Snapshot.Damage("it ends too soon");
    }
}
