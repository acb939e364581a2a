package dev.bestow.keys;

import dev.bestow.core.EndpointId;
import dev.bestow.core.Secret;

/// The key of one AKA run that every application key of that run is derived from. It stays in the home network, or
/// with the one endpoint of it that it was made for: third parties get a [LeafKey].
public sealed interface AnchorKey extends AutoCloseable permits Ks, E2mIntKey, E2mKeySet {
    KeyKind kind();

    /// 32 octets, of every kind.
    Secret octets();

    /// The key of `endpoint`, with octets of its own.
    ///
    /// @throws dev.bestow.core.InvalidValue when no derivation from this kind takes such an endpoint
    LeafKey leafFor(EndpointId endpoint);

    /// The same key with octets of its own.
    AnchorKey copy();

    /// Wipes it.
    @Override
    default void close() {
        octets().close();
    }

    /// The key of that kind.
    static AnchorKey of(KeyKind kind, Secret octets) {
        return switch (kind) {
            case KS -> new Ks(octets);
            case E2M_INT_KEY -> new E2mIntKey(octets);
            case E2M_KEY_SET -> new E2mKeySet(octets);
        };
    }
}
