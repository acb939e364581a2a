package dev.bestow.aka;

import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The file of a [MasterKey], readable by its owner alone. It belongs into a backup of its own: whoever lost
/// it has no K. In clear, whoever has it and the store has every K:
///
/// ```
/// octets 0-31     the key, random
/// octets 32-63    the previous one, while a rotation is under way
/// ```
///
/// In a [KeyEnvelope], whoever has it needs the token too:
///
/// ```
/// octets 0-7      "BestowK1"
/// octets 8-       the same 32 or 64 octets, sealed by the envelope
/// ```
public final class MasterKeyFile {
    private static final Octets HEADER =
            Octets.copyOf("BestowK1".getBytes(StandardCharsets.US_ASCII));

    private static final String IDENTITY = "Bestow master key file 1";

    private final SecretFile file;
    private final @Nullable KeyEnvelope envelope;

    /// @param envelope null for a file in clear
    public MasterKeyFile(Path file, @Nullable KeyEnvelope envelope) {
        this.file = new SecretFile("master key file", file);
        this.envelope = envelope;
    }

    /// The key in the file.
    ///
    /// @throws InvalidValue when it is missing, others have rights to it, it is no key, or not in this envelope
    public MasterKey open(Entropy entropy) {
        try (Secret keys = keys()) {
            Secret previous =
                    keys.length() == MasterKey.OCTETS ? null : key(keys, MasterKey.OCTETS);
            return new MasterKey(key(keys, 0), previous, entropy);
        }
    }

    /// As [#open], and when there is no file makes one. For a store that is still empty: a new key opens
    /// nothing that another one wrapped.
    public MasterKey openOrMake(Entropy entropy) {
        if (file.isMissing()) {
            if (envelope != null) {
                envelope.makeKeyIfAbsent();
            }
            try (Secret key = fresh(entropy)) {
                file.make(content(key));
            }
        }
        return open(entropy);
    }

    /// Begins a rotation of `key`, which the file holds: a new key is durable beside it before it wraps
    /// anything, whatever crashes.
    ///
    /// @throws InvalidValue when the file cannot be changed
    public void begin(MasterKey key, Entropy entropy) {
        Secret next = fresh(entropy);
        try (Secret previous = keys();
                Secret both = both(next, previous)) {
            file.replace(content(both));
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        key.turnTo(next);
    }

    private Secret both(Secret next, Secret previous) {
        if (previous.length() != MasterKey.OCTETS) {
            throw file.refused("holds two keys by now: another rotation has begun");
        }
        ByteBuffer octets = ByteBuffer.allocate(2 * MasterKey.OCTETS);
        next.writeTo(octets);
        previous.writeTo(octets);
        return Secret.taking(octets.array());
    }

    /// Ends the rotation of `key`: destroys the previous one, in the file and in memory. A crash in between
    /// leaves a previous key that opens nothing.
    ///
    /// @throws InvalidValue when the file cannot be changed
    public void finish(MasterKey key) {
        try (Secret keys = keys();
                Secret current = key(keys, 0)) {
            file.replace(content(current));
        }
        key.forgetPrevious();
    }

    /// Moves a file in clear into the envelope, with the keys it holds, and overwrites what was there.
    ///
    /// @throws InvalidValue when it is not in clear, or cannot be changed
    public void wrap() {
        if (envelope == null) {
            throw new InvalidValue(
                    "masterKey.pkcs11", "is missing: it says whose key wraps the file");
        }
        requireThere();
        byte[] content = file.read();
        if (isWrapped(content)) {
            throw file.refused("is wrapped already");
        }
        try (Secret keys = inClear(content)) {
            envelope.makeKeyIfAbsent();
            file.replace(content(keys));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static Secret fresh(Entropy entropy) {
        byte[] octets = new byte[MasterKey.OCTETS];
        entropy.fill(octets);
        return Secret.taking(octets);
    }

    private static Secret key(Secret keys, int from) {
        return keys.use(
                octets -> Secret.taking(Arrays.copyOfRange(octets, from, from + MasterKey.OCTETS)));
    }

    private void requireThere() {
        if (file.isMissing()) {
            throw file.refused("does not exist; restore it from its backup");
        }
    }

    /// What the file holds: one key, or the current and the previous.
    private Secret keys() {
        requireThere();
        byte[] content = file.read();
        try {
            return envelope == null ? inClear(content) : unwrapped(envelope, content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private Secret inClear(byte[] content) {
        if (isWrapped(content)) {
            throw file.refused(
                    "is wrapped by the key of a token, and is to be in clear; name the token below"
                            + " masterKey.pkcs11");
        }
        requireKeys(content.length);
        return Secret.taking(content);
    }

    private Secret unwrapped(KeyEnvelope envelope, byte[] content) {
        if (!isWrapped(content)) {
            requireKeys(content.length);
            throw file.refused(
                    "is in clear, and is to be wrapped by "
                            + envelope
                            + "; run: bestow keys wrap --config FILE");
        }
        Octets sealed = Octets.copyOf(content, HEADER.length(), content.length - HEADER.length());
        Secret keys =
                envelope.open(IDENTITY, sealed)
                        .orElseThrow(() ->
                                file.refused(
                                        "was not wrapped by "
                                                + envelope
                                                + ", or is damaged; name the token it was wrapped"
                                                + " by, or restore it from its backup"));
        requireKeys(keys.length());
        return keys;
    }

    private void requireKeys(int octets) {
        if (octets != MasterKey.OCTETS && octets != 2 * MasterKey.OCTETS) {
            throw file.refused(
                    "has "
                            + octets
                            + " octets, a master key has 32, or 64 while it is rotated; restore it"
                            + " from its backup");
        }
    }

    private static boolean isWrapped(byte[] content) {
        return Octets.copyOf(content, 0, HEADER.length()).equals(HEADER);
    }

    /// What the file is to hold, for whom wipes it. What the envelope does not open again is not written.
    private byte[] content(Secret keys) {
        ByteBuffer content;
        if (envelope == null) {
            content = ByteBuffer.allocate(keys.length());
            keys.writeTo(content);
        } else {
            Octets sealed = envelope.seal(IDENTITY, keys);
            Optional<Secret> opened = envelope.open(IDENTITY, sealed);
            boolean same = opened.isPresent() && opened.get().equals(keys);
            opened.ifPresent(Secret::close);
            if (!same) {
                throw file.refused(
                        "is left as it was: " + envelope + " does not open what it wraps");
            }
            content = ByteBuffer.allocate(HEADER.length() + sealed.length());
            HEADER.writeTo(content);
            sealed.writeTo(content);
        }
        return content.array();
    }

    /// Its path.
    @Override
    public String toString() {
        return file.toString();
    }
}
