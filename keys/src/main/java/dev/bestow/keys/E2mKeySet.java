package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

/// The e2m key set of solution 1, 32 octets: what the enhanced USIM, or the ME in variant E, derives
/// for the HSE. The study gives it no derivation; label and layout are our fillers.
///
/// ```
/// ciphering key 16 | integrity key 16
/// ```
public record E2mKeySet(Secret octets) {
    public static final int OCTETS = 32;

    public E2mKeySet {
        RungLength.require("e2m key set", octets, OCTETS);
    }

    private static final Octets LABEL = Kdf.text("e2m_keyset");

    /// `KDF(CK||IK, FD, "e2m_keyset", RAND)`. RAND, its name, is bound in.
    public static E2mKeySet from(CkIk ckIk, Rand rand) {
        return new E2mKeySet(Kdf.derive(ckIk.octets(), Fc.E2M_KEY_SET, LABEL, rand.octets()));
    }
}
