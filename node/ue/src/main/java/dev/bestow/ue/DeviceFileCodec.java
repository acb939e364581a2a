package dev.bestow.ue;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// The octets of a [DeviceFile], as that draws them.
final class DeviceFileCodec {
    private static final byte LAYOUT = 1;
    private static final int HEAD_OCTETS = 1 + 3 * Long.BYTES;
    private static final int KEY_OCTETS = 32;
    private static final int KEYS = 5;
    private static final int KEY_SET_OCTETS = Guti.OCTETS + 1 + Rand.OCTETS + KEYS * KEY_OCTETS;
    private static final int CHECK_OCTETS = 8;

    private DeviceFileCodec() {}

    /// Closed by whoever does not take `kept` over.
    record Content(long imsi, long counts, DeviceFile.@Nullable Kept kept)
            implements AutoCloseable {
        @Override
        public void close() {
            if (kept != null) {
                kept.close();
            }
        }
    }

    /// `kept` stays the caller's.
    static Secret encode(long imsi, long counts, DeviceFile.@Nullable Kept kept) {
        int length = HEAD_OCTETS + (kept == null ? 0 : KEY_SET_OCTETS) + CHECK_OCTETS;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put(LAYOUT).putLong(imsi).putLong(counts).putLong(kept == null ? 0 : kept.sinceMs());
        if (kept != null) {
            EpsContext context = kept.context();
            kept.guti().encode().writeTo(out);
            out.put((byte) context.eksi().value());
            context.rand().octets().writeTo(out);
            for (Secret key : keys(context)) {
                key.writeTo(out);
            }
        }
        out.put(check(out.array()));
        return Secret.taking(out.array());
    }

    private static List<Secret> keys(EpsContext context) {
        return List.of(
                context.kasme().octets(),
                context.ksOfCkIk().octets(),
                context.ksPushed().octets(),
                context.e2mIntKey().octets(),
                context.e2mKeySet().octets());
    }

    /// Wipes `octets`, whatever comes of it.
    ///
    /// @param name what refusals call the file
    static Content decode(String name, byte[] octets) {
        try {
            boolean keys = octets.length == HEAD_OCTETS + KEY_SET_OCTETS + CHECK_OCTETS;
            if ((!keys && octets.length != HEAD_OCTETS + CHECK_OCTETS) || octets[0] != LAYOUT) {
                throw new InvalidValue(name, "is no file of a device, or of a later version");
            }
            byte[] check = Arrays.copyOfRange(octets, octets.length - CHECK_OCTETS, octets.length);
            if (!Arrays.equals(check, check(octets))) {
                throw new InvalidValue(
                        name,
                        "is damaged: which counts it has used is lost. Remove it, and the device"
                                + " attaches for other keys");
            }
            ByteBuffer in = ByteBuffer.wrap(octets, 1, octets.length - 1);
            long imsi = in.getLong();
            long counts = in.getLong();
            long sinceMs = in.getLong();
            return new Content(imsi, counts, keys ? kept(in, sinceMs) : null);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static DeviceFile.Kept kept(ByteBuffer in, long sinceMs) {
        Guti guti = Guti.decode(next(in, Guti.OCTETS));
        var eksi = new Eksi(in.get());
        var rand = new Rand(next(in, Rand.OCTETS));
        return new DeviceFile.Kept(
                guti,
                new EpsContext(
                        eksi,
                        rand,
                        new Kasme(key(in)),
                        new Ks(key(in)),
                        new Ks(key(in)),
                        new E2mIntKey(key(in)),
                        new E2mKeySet(key(in))),
                sinceMs);
    }

    private static Octets next(ByteBuffer in, int octets) {
        byte[] next = new byte[octets];
        in.get(next);
        return Octets.copyOf(next);
    }

    private static Secret key(ByteBuffer in) {
        byte[] key = new byte[KEY_OCTETS];
        in.get(key);
        return Secret.taking(key);
    }

    /// Finds what a disk did, not what somebody did: whoever writes here has the keys.
    private static byte[] check(byte[] file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file, 0, file.length - CHECK_OCTETS);
            return Arrays.copyOf(digest.digest(), CHECK_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
