package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.keys.CkIk;

/// What f2 to f5 give for one RAND: RES of 4 to 16 octets, CK||IK, and AK of 6 octets, which conceals the
/// SQN. Prints nothing: RES is worth an authentication until it has been sent.
public record AkaAnswer(Octets res, CkIk ckIk, Octets ak) implements AutoCloseable {
    /// Wipes CK||IK.
    @Override
    public void close() {
        ckIk.octets().close();
    }

    @Override
    public String toString() {
        return "AkaAnswer";
    }
}
