package dev.bestow.keys;

import dev.bestow.core.EeseId;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// The e2e key of solution 5, 32 octets: the leaf key of one UE and one end-to-end endpoint.
///
/// Deviation: TR 33.863 names no derivation; this one is that of e2m_key with a string of its own.
public record E2eKey(Secret octets) implements LeafKey {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("e2e_ CIoT");

    public E2eKey {
        KeyLength.require("e2e key", octets, OCTETS);
    }

    /// `KDF(e2m_int_key, FB, EESE_Id, "e2e_ CIoT")`.
    public static E2eKey from(E2mIntKey e2mIntKey, EeseId eeseId) {
        return new E2eKey(
                Kdf.derive(e2mIntKey.octets(), Fc.E2E_KEY, Kdf.text(eeseId.fqdn()), LABEL));
    }

    @Override
    public E2eKey copy() {
        return new E2eKey(octets.copy());
    }
}
