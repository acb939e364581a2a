package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// Authentication management field, 2 octets (TS 33.102 Annexes F and H). Bit 0, the most
/// significant one, is the separation bit: vectors for E-UTRAN have it set, vectors for UTRAN and
/// GERAN have not. Bits 8 to 15 are the operator's own.
public record Amf(int value) {
    public static final int OCTETS = 2;

    /// All zeros: the AMF that MAC-S covers.
    public static final Amf ZERO = new Amf(0);

    /// Separation bit set, nothing else.
    public static final Amf EPS = new Amf(0x8000);

    private static final int SEPARATION_BIT = 0x8000;

    /// Bit 8, one of the operator's own: set where an EMKS runs the AKA itself, over the user plane (TR 33.863 solution
    /// 3), and clear for every serving node. A device demands it in such a run, so nobody who gets vectors of other
    /// kinds can pose as an EMKS.
    ///
    /// Deviation: the study runs an AKA of its own and does not say by what a device tells its vectors from others. A
    /// card whose runs agree on e2m keys by an AMF bit needs another one.
    public static final int OWN_RUN_BIT = 8;

    /// That bit and nothing else. The AMF of a subscriber row is for runs of network access.
    public static final Amf OWN_RUN = ZERO.withBit(OWN_RUN_BIT);

    public Amf {
        if (value < 0 || value > 0xffff) {
            throw new InvalidValue("AMF", "needs 16 bits");
        }
    }

    /// 4 hex digits.
    public static Amf parse(String hex) {
        return decode(Octets.parseHex("AMF", hex, OCTETS));
    }

    public static Amf decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("AMF", "has " + octets.length() + " octets, needs 2");
        }
        return new Amf(octets.at(0) << 8 | octets.at(1));
    }

    public Octets encode() {
        return Octets.copyOf(new byte[] {(byte) (value >> 8), (byte) value});
    }

    /// Whether a vector with this AMF is one for E-UTRAN (TS 33.401 clause 6.1.1).
    public boolean separationBit() {
        return (value & SEPARATION_BIT) != 0;
    }

    /// Whether a vector with this AMF is one for an AKA run of an EMKS's own.
    public boolean ownRun() {
        return bit(OWN_RUN_BIT) && !separationBit();
    }

    /// The same with the separation bit set.
    public Amf separated() {
        return new Amf(value | SEPARATION_BIT);
    }

    /// Whether `bit` is set, counted as TS 33.102 Annex F does: bit 0 is the most significant one.
    public boolean bit(int bit) {
        return (value & (1 << (15 - bit))) != 0;
    }

    /// The same with `bit` set.
    public Amf withBit(int bit) {
        return new Amf(value | (1 << (15 - bit)));
    }

    @Override
    public String toString() {
        return encode().hex();
    }
}
