package dev.bestow.keystore.contract;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;

import java.util.List;

/// A wrap that notes for which rows it wraps.
record NotedIdentities(KeyWrap wrap, List<String> identities) implements KeyWrap {
    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        identities.add(rowIdentity);
        return wrap.wrap(rowIdentity, secret);
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        return wrap.unwrap(rowIdentity, wrapped);
    }
}
