package dev.bestow.keys;

import dev.bestow.core.Secret;

/// The key of one protocol over a leaf key, 32 octets, so that no two protocols between the same two
/// ends ever share a key. Protocol ids are no text, so none is also the label of a [PurposeKey].
public record ProtocolKey(Secret octets) implements EmsdpBase {
    public static final int OCTETS = 32;

    public ProtocolKey {
        KeyLength.require("protocol key", octets, OCTETS);
    }

    /// `KDF(leaf, F0, Ua protocol id 5 octets)`.
    public static ProtocolKey from(LeafKey leaf, UaProtocolId protocol) {
        return new ProtocolKey(Kdf.derive(leaf.octets(), Fc.PURPOSE, protocol.octets()));
    }
}
