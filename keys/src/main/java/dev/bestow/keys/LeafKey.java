package dev.bestow.keys;

import dev.bestow.core.Secret;

/// The last derived key that the home network shares with an endpoint, 32 octets. Only leaf keys leave the
/// operator, and none protects anything itself: Ua native goes on below it with [KsAsInt] and [KsAsEnc], ESP takes an
/// [EspKey] per association, every other protocol its [ProtocolKey].
public sealed interface LeafKey permits KsAs, E2mKey, E2mKeySet, E2eKey {
    LeafKind leafKind();

    Secret octets();

    /// The same key with octets of its own.
    LeafKey copy();
}
