package dev.bestow.keys;

import java.security.Key;

import javax.crypto.SecretKey;

/// A key lent to the JCE for the length of one `init`. `Cipher.init` and `Mac.init` wipe the array
/// that [#getEncoded] returns, so it is a clone and nothing stays behind; `SecretKeySpec` would keep
/// a copy, print a hash of it and refuse to be destroyed.
///
/// The octets stay the caller's: lend them inside [dev.bestow.core.Secret#use] and let no `JceKey`
/// live longer than that.
public final class JceKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] octets;
    private final String algorithm;

    /// Lends `octets`, which are not copied, to the algorithm, `AES` for example.
    public JceKey(byte[] octets, String algorithm) {
        this.octets = octets;
        this.algorithm = algorithm;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "JceKey(" + algorithm + ")";
    }

    private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
        throw new java.io.NotSerializableException(Key.class.getName() + " is a secret");
    }
}
