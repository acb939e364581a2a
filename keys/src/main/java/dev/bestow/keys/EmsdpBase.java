package dev.bestow.keys;

import dev.bestow.core.Secret;

/// A base key of BEST, 32 octets: what a key agreement leaves UE and HSE with (TS 33.163 clause 5.1).
/// CK||IK, K_ASME, K_HSE, Ks_NAF and K_AF belong to the agreements that the specification names; the
/// [ProtocolKey] of a leaf key is its "proprietary" one.
public sealed interface EmsdpBase permits CkIk, Kasme, Khse, KsNaf, KsIntNaf, Kaf, ProtocolKey {
    Secret octets();
}
