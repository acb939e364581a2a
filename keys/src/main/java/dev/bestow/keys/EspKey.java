package dev.bestow.keys;

import dev.bestow.core.Secret;

import java.util.Arrays;

/// The key of one ESP security association between UE and HSE (solution 6), 20 octets: 16 of AES,
/// then 4 of salt, as AES-GCM in ESP takes them (RFC 4106 clause 8.1; RFC 4543 for integrity alone).
///
/// Deviation: TR 33.863 leaves the derivation open; parameters and their order are ours.
public record EspKey(Secret octets) {
    public static final int OCTETS = 20;

    public EspKey {
        KeyLength.require("ESP key", octets, OCTETS);
    }

    /// The first 20 octets of `KDF(leaf, FC, DIRECTION 1 octet, transform id 2 octets, SPI 4 octets,
    /// nonce of the UE, nonce of the HSE)`.
    public static EspKey from(LeafKey leaf, EspAssociation association) {
        Secret derived = Kdf.derive(leaf.octets(), Fc.ESP_KEY, association.parameters());
        try (derived) {
            return new EspKey(derived.use(octets -> Secret.taking(Arrays.copyOf(octets, OCTETS))));
        }
    }
}
