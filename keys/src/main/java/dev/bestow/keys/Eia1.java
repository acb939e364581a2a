package dev.bestow.keys;

/// 128-EIA1, integrity by SNOW 3G: [Uia2] with BEARER, followed by 27 zero bits, as FRESH (TS 33.401
/// clause B.2.2). Thread-safe.
public final class Eia1 {
    /// The number of this algorithm, as algorithm type distinguishers and NAS carry it.
    public static final int IDENTITY = 1;

    /// Length of the MAC in octets.
    public static final int MAC_OCTETS = Uia2.MAC_OCTETS;

    private Eia1() {}

    /// The MAC over all of `message`.
    public static byte[] mac(IntegrityKey key, CountBearerDirection input, byte[] message) {
        return mac(key, input, message, 8 * message.length);
    }

    /// The MAC over the first `lengthBits` bits of `message`.
    public static byte[] mac(
            IntegrityKey key, CountBearerDirection input, byte[] message, int lengthBits) {
        int fresh = input.bearer() << 27;
        return Uia2.mac(
                key.octets(),
                new CountFreshDirection(input.count(), fresh, input.direction()),
                message,
                lengthBits);
    }
}
