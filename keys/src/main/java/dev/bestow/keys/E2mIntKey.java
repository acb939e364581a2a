package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// e2m_int_key, 32 octets: the first stage of solutions 2 and 10, which the HSS pushes to the EMKS.
/// Never leaves the home network.
public record E2mIntKey(Secret octets) {
    public static final int OCTETS = 32;

    static final Octets LABEL = Kdf.text("e2m_ CIoT");

    public E2mIntKey {
        KeyLength.require("e2m_int_key", octets, OCTETS);
    }

    /// Seed 004: `KDF(CK||IK, F9, "e2m_ CIoT")`, the string octet by octet as the seeds print it.
    public static E2mIntKey from(CkIk ckIk) {
        return new E2mIntKey(Kdf.derive(ckIk.octets(), Fc.E2M_INT_KEY, LABEL));
    }

    /// Alternative 2 of the key identifier of solution 10, 4 octets: the first ones of SHA-256(e2m_int_key).
    /// Bestow names keys by [dev.bestow.core.RandId], which is alternative 1.
    public Octets shortHash() {
        return octets.use(key -> Octets.copyOf(Kdf.sha256().digest(key), 0, 4));
    }
}
