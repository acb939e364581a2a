package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// A key for one use and nothing else: `KDF(parent, F0, label, context…)`, 32 octets. Protections take
/// one per use, so that no two of them ever share a key and a nonce. The labels are Bestow's own.
public final class PurposeKey {
    private PurposeKey() {}

    /// All 32 octets.
    public static Secret derive(Secret parent, String label, Octets... context) {
        Octets[] parameters = new Octets[context.length + 1];
        parameters[0] = Kdf.text(label);
        System.arraycopy(context, 0, parameters, 1, context.length);
        return Kdf.derive(parent, Fc.PURPOSE, parameters);
    }

    /// The 16 low octets, for ciphers of 128 bits.
    public static Secret derive16(Secret parent, String label, Octets... context) {
        Octets[] parameters = new Octets[context.length + 1];
        parameters[0] = Kdf.text(label);
        System.arraycopy(context, 0, parameters, 1, context.length);
        return Kdf.deriveLow16(parent, Fc.PURPOSE, parameters);
    }
}
