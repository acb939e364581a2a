package dev.bestow.link.tls;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.file.FileStamp;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Three PEM files and the identity they hold, as they are now: who replaces a certificate replaces its files, and
/// [#look()], called every now and then, takes them over. Thread-safe.
public final class IdentityFiles {
    private final Path chain;
    private final Path key;
    private final Path trust;
    private final TlsIdentity identity;

    /// Of the files last read, for better or worse.
    private List<FileStamp> read;

    /// As they were at the last look.
    private List<FileStamp> seen;

    /// Why they are no identity, or null for files that are one.
    private @Nullable String refused;

    /// What a look at the files came to.
    public sealed interface Look {
        /// Nothing new, or files that somebody may still be writing: they are read once two looks in a row found
        /// the same.
        record Unchanged() implements Look {}

        /// Connections made from now on are of the new files.
        record Taken() implements Look {}

        /// The new files are no identity, and the earlier one goes on. Told once for each reason; they are tried
        /// at every look, since a right that is mended shows in no time or size.
        ///
        /// @param why names the file, and what is to be done
        record Refused(String why) implements Look {}
    }

    /// Reads an identity; parameters and refusals are those of [TlsIdentity#load].
    public IdentityFiles(Path chainFile, Path keyFile, Path trustFile) {
        chain = chainFile;
        key = keyFile;
        trust = trustFile;
        // Before the files: what changes meanwhile is read again.
        read = stamps();
        seen = read;
        identity = TlsIdentity.load(chain, key, trust);
    }

    /// The identity, which changes with the files.
    public TlsIdentity identity() {
        return identity;
    }

    /// Looks whether other files are there, and takes them over. Asks for time, size and inode of each; reads only
    /// what has changed, or is refused.
    public synchronized Look look() {
        List<FileStamp> now = stamps();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || (refused == null && now.equals(read))) {
            return new Look.Unchanged();
        }
        read = now;
        try {
            identity.become(TlsIdentity.load(chain, key, trust));
            refused = null;
            return new Look.Taken();
        } catch (InvalidValue e) {
            String why = e.field() + ": " + e.reason();
            boolean told = why.equals(refused);
            refused = why;
            return told ? new Look.Unchanged() : new Look.Refused(why);
        }
    }

    private List<FileStamp> stamps() {
        return Stream.of(chain, key, trust).map(FileStamp::of).toList();
    }
}
