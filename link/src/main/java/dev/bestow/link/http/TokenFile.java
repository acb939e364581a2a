package dev.bestow.link.http;

import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.OwnerOnly;
import dev.bestow.core.Reason;
import dev.bestow.core.Secret;
import dev.bestow.link.file.FileStamp;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The access token that a caller shows beside its certificate (RFC 6750), as a file holds it now: whatever gets tokens
/// of the issuer replaces the file, and each request looks whether it did. A file that holds no token leaves the one
/// before, and the log says so.
///
/// The token is kept as a secret. The JDK's client takes fields of requests as strings, which nobody wipes.
/// Thread-safe.
public final class TokenFile implements AutoCloseable {
    /// With the other fields of a request it has to fit into 8,192 octets, which is what servers take.
    static final int MAX_OCTETS = 7_168;

    private static final Logger LOG = System.getLogger(TokenFile.class.getName());
    private static final String ENDS_OF_LINES = "\n\r \t";
    private static final String OF_TOKENS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";

    private final Path file;
    private final LogThrottle refusals;

    /// Of the file last read, for better or worse.
    private FileStamp read;

    /// Whether it held no token. It is tried again then for each request: a right that is mended shows in no time or
    /// size.
    private boolean refused;

    private Secret token;
    private boolean closed;

    /// Reads `file`.
    ///
    /// @throws InvalidValue when it is missing, others have rights to it, or it holds no token
    public TokenFile(Path file, Clock clock) {
        this.file = file;
        this.refusals = new LogThrottle(clock);
        // Before the file: what changes meanwhile is read again.
        this.read = FileStamp.of(file);
        this.token = load();
    }

    /// The value of `Authorization`, of the file as it is now.
    ///
    /// @throws IOException when this is closed
    synchronized String authorization() throws IOException {
        if (closed) {
            throw new IOException("the node stops");
        }
        FileStamp now = FileStamp.of(file);
        if (refused || !now.equals(read)) {
            read = now;
            reload();
        }
        return "Bearer " + token.use(octets -> new String(octets, StandardCharsets.US_ASCII));
    }

    private void reload() {
        try {
            Secret next = load();
            token.close();
            token = next;
            refused = false;
        } catch (InvalidValue e) {
            refused = true;
            refusals.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "the access token read before stays in use: {0} {1} ({2} since told"
                                    + " last)",
                            e.field(),
                            e.reason(),
                            Long.toString(times)));
        }
    }

    private Secret load() {
        String name = "http.tokenFile " + file;
        try {
            OwnerOnly.require(name, file);
            byte[] octets = octets();
            try {
                return token(name, octets);
            } finally {
                Arrays.fill(octets, (byte) 0);
            }
        } catch (IOException e) {
            throw new InvalidValue(name, "cannot be read: " + Reason.of(e));
        }
    }

    private byte[] octets() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // More than it may have, so that a longer one shows.
            return in.readNBytes(MAX_OCTETS + 8);
        }
    }

    private static Secret token(String name, byte[] octets) {
        int length = octets.length;
        while (length > 0 && ENDS_OF_LINES.indexOf(octets[length - 1]) >= 0) {
            length--;
        }
        if (length > MAX_OCTETS) {
            throw new InvalidValue(
                    name, "is longer than " + MAX_OCTETS + " octets, and no access token");
        }
        if (!isToken(octets, length)) {
            throw new InvalidValue(
                    name,
                    "holds no access token: one line of letters, digits and -._~+/ is needed, and"
                            + " nothing else");
        }
        return Secret.taking(Arrays.copyOf(octets, length));
    }

    /// `b64token` of RFC 6750 clause 2.1.
    private static boolean isToken(byte[] octets, int length) {
        int end = length;
        while (end > 0 && octets[end - 1] == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (OF_TOKENS.indexOf(octets[i]) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    /// Wipes the token.
    @Override
    public synchronized void close() {
        closed = true;
        token.close();
    }

    @Override
    public String toString() {
        return "TokenFile(" + file + ")";
    }
}
