package dev.bestow.conformance.planted.keys;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Key;

/// Serializable by birth, and refuses: no violation.
final class RefusingKey implements Key {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
        return "none";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return new byte[0];
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(out.getClass().getName());
    }
}
