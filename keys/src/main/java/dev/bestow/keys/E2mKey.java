package dev.bestow.keys;

import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// e2m_key, 32 octets: the leaf key of one UE and one end-to-middle endpoint (solutions 2, 3 and 10).
/// EMSE_Id keeps the keys of several endpoints apart.
///
/// Deviation: TR 33.863 leaves the string of the second stage open; it is that of the first.
public record E2mKey(Secret octets) implements LeafKey {
    public static final int OCTETS = 32;

    public E2mKey {
        KeyLength.require("e2m_key", octets, OCTETS);
    }

    /// `KDF(e2m_int_key, FA, EMSE_Id, "e2m_ CIoT")`.
    public static E2mKey from(E2mIntKey e2mIntKey, EmseId emseId) {
        return of(e2mIntKey, emseId);
    }

    /// As [#from]. An HSE is an end-to-middle endpoint too. Of solution 1 the key set, which has 32 octets as well,
    /// stands in the place of e2m_int_key: it is for the HSE, and others get a key of it.
    static E2mKey of(AnchorKey anchor, EndpointId endpoint) {
        Octets id = Kdf.text(endpoint.fqdn());
        return new E2mKey(Kdf.derive(anchor.octets(), Fc.E2M_KEY, id, E2mIntKey.LABEL));
    }

    @Override
    public LeafKind leafKind() {
        return LeafKind.E2M_KEY;
    }

    @Override
    public E2mKey copy() {
        return new E2mKey(octets.copy());
    }
}
