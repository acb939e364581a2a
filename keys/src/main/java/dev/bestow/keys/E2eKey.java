package dev.bestow.keys;

import dev.bestow.core.EeseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// The e2e key of solutions 5 and 7, 32 octets: the leaf key of one UE and one end-to-end endpoint.
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
        return of(e2mIntKey, eeseId);
    }

    /// As [#from]. An application server is an end-to-end endpoint as well (solution 7). Of solution 1 the key set,
    /// which has 32 octets as well, stands in the place of e2m_int_key.
    static E2eKey of(AnchorKey anchor, EndpointId endpoint) {
        return new E2eKey(
                Kdf.derive(anchor.octets(), Fc.E2E_KEY, Kdf.text(endpoint.fqdn()), LABEL));
    }

    @Override
    public LeafKind leafKind() {
        return LeafKind.E2E_KEY;
    }

    @Override
    public E2eKey copy() {
        return new E2eKey(octets.copy());
    }
}
