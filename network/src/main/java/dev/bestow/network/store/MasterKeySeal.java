package dev.bestow.network.store;

import dev.bestow.aka.MasterKey;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.UnwrapFailed;

/// Seals the epoch keys of a cluster with the key in the `masterKey` of its SCEFs.
///
/// @param key closed by who made this
record MasterKeySeal(MasterKey key) implements KeyWrap {
    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        return key.wrap(rowIdentity, secret);
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        return key.unwrap(rowIdentity, wrapped).orElseThrow(() -> new UnwrapFailed(rowIdentity));
    }
}
