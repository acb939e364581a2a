package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// What f2 to f5 of TUAK give for one RAND: RES of 4 to 32 octets, CK||IK of 32 to 64, and AK of 6.
/// Prints nothing: RES is worth an authentication until it has been sent.
public record TuakAnswer(Octets res, Secret ckIk, Octets ak) implements AutoCloseable {
    /// Wipes CK||IK.
    @Override
    public void close() {
        ckIk.close();
    }

    @Override
    public String toString() {
        return "TuakAnswer";
    }
}
