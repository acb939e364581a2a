package dev.bestow.core;

/// RAND, the 16-octet challenge of one AKA run. Public, and the full name of the keys that come out
/// of that run.
public record Rand(Octets octets) {
    public static final int OCTETS = 16;

    public Rand {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("RAND", "has " + octets.length() + " octets, needs 16");
        }
    }

    public static Rand parse(String hex) {
        return new Rand(Octets.parseHex("RAND", hex, OCTETS));
    }

    public static Rand fresh(Entropy entropy) {
        byte[] octets = new byte[OCTETS];
        entropy.fill(octets);
        return new Rand(Octets.copyOf(octets));
    }

    /// The 32 least significant bits, the short name of #10.
    public RandId id() {
        return RandId.decode(octets.slice(OCTETS - RandId.OCTETS, RandId.OCTETS));
    }

    @Override
    public String toString() {
        return octets.hex();
    }
}
