package dev.bestow.keys.hpke;

import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// The private key of an endpoint, 32 octets whichever the KEM.
public final class EndpointPrivateKey implements AutoCloseable {
    private final Kem kem;
    private final Secret octets;
    private final EndpointPublicKey publicKey;

    /// Takes `octets` over.
    public EndpointPrivateKey(Kem kem, Secret octets) {
        if (octets.length() != Kem.PRIVATE_KEY_OCTETS) {
            int length = octets.length();
            octets.close();
            throw new InvalidValue("private", "has " + length + " octets, needs 32");
        }
        this.kem = kem;
        this.octets = octets;
        this.publicKey = new EndpointPublicKey(kem, kem.publicKey(octets));
    }

    /// One of 32 random octets.
    public static EndpointPrivateKey fresh(Kem kem, Entropy entropy) {
        byte[] drawn = new byte[Kem.PRIVATE_KEY_OCTETS];
        entropy.fill(drawn);
        return new EndpointPrivateKey(kem, Secret.taking(drawn));
    }

    public Kem kem() {
        return kem;
    }

    /// Lent.
    public Secret octets() {
        return octets;
    }

    public EndpointPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public String toString() {
        return "EndpointPrivateKey(" + kem + ")";
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
