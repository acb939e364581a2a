package dev.bestow.keys;

import dev.bestow.core.ObjectPool;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/// HMAC-SHA-256 (RFC 2104) of one message, which is put together here: `begin`, `put` its parts, and end
/// with one of `secret`, `low16`, `first` and `octets`. By hand over the digest: every key is used once, so what
/// `Mac` prepares per key is never used again, and `Mac` keeps it, while a reset digest keeps nothing.
/// Lent, so that a derivation leaves no garbage but its key. Not thread-safe.
///
/// ```
/// octets 0-63    the key, filled up with zeros, under a pad
/// octets 64-     the message; in the outer pass the inner digest
/// ```
final class Hmac {
    static final int OCTETS = 32;

    private static final int BLOCK_OCTETS = 64;
    private static final int INNER_PAD = 0x36;
    private static final int OUTER_PAD = 0x5c;
    private static final ObjectPool<Hmac> SPARES = new ObjectPool<>(Hmac::new);

    private final MessageDigest sha256 = Kdf.sha256();
    private byte[] room = new byte[4 * BLOCK_OCTETS];
    private int end;

    private Hmac() {}

    /// Under `key`, which stays the caller's. The caller must come to an end.
    static Hmac begin(Secret key) {
        if (key.length() == 0) {
            throw new IllegalArgumentException("a key has at least one octet");
        }
        Hmac hmac = SPARES.take();
        key.use(hmac::keyed);
        return hmac;
    }

    /// A key that is longer than a block is replaced by its digest.
    private Hmac keyed(byte[] key) {
        if (key.length <= BLOCK_OCTETS) {
            System.arraycopy(key, 0, room, 0, key.length);
        } else {
            sha256.update(key);
            digestTo(0);
        }
        pad(INNER_PAD);
        end = BLOCK_OCTETS;
        return this;
    }

    Hmac put(int octet) {
        need(1);
        room[end++] = (byte) octet;
        return this;
    }

    Hmac put(Octets part) {
        need(part.length());
        part.writeTo(room, end);
        end += part.length();
        return this;
    }

    Hmac put(byte[] part) {
        need(part.length);
        System.arraycopy(part, 0, room, end, part.length);
        end += part.length;
        return this;
    }

    /// All 32 octets.
    Secret secret() {
        return part(0, OCTETS);
    }

    /// The 16 least significant octets.
    Secret low16() {
        return part(OCTETS - 16, 16);
    }

    private Secret part(int from, int length) {
        finish();
        Secret part = Secret.taking(room, from, length);
        giveBack();
        return part;
    }

    /// The `octets` most significant octets, as HKDF takes them.
    Secret first(int octets) {
        return part(0, octets);
    }

    /// All 32 octets, in the clear.
    byte[] octets() {
        finish();
        byte[] octets = Arrays.copyOf(room, OCTETS);
        giveBack();
        return octets;
    }

    private void finish() {
        sha256.update(room, 0, end);
        digestTo(BLOCK_OCTETS);
        pad(INNER_PAD ^ OUTER_PAD);
        sha256.update(room, 0, BLOCK_OCTETS + OCTETS);
        digestTo(0);
    }

    private void giveBack() {
        Arrays.fill(room, 0, Math.max(end, BLOCK_OCTETS + OCTETS), (byte) 0);
        sha256.reset();
        SPARES.giveBack(this);
    }

    private void digestTo(int offset) {
        try {
            int written = sha256.digest(room, offset, OCTETS);
            assert written == OCTETS : "SHA-256 has 32 octets";
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 octets", e);
        }
    }

    private void pad(int pad) {
        for (int i = 0; i < BLOCK_OCTETS; i++) {
            room[i] ^= (byte) pad;
        }
    }

    private void need(int octets) {
        if (room.length - end < octets) {
            byte[] larger = Arrays.copyOf(room, Math.max(2 * room.length, end + octets));
            Arrays.fill(room, (byte) 0);
            room = larger;
        }
    }
}
