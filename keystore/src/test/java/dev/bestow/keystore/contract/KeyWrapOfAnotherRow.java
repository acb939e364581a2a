package dev.bestow.keystore.contract;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;

/// What an exchanged row looks like to a wrap.
record KeyWrapOfAnotherRow(KeyWrap wrap) implements KeyWrap {
    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        return wrap.wrap(rowIdentity + "'", secret);
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        Octets exchanged;
        try (Secret secret = wrap.unwrap(rowIdentity, wrapped)) {
            exchanged = wrap.wrap(rowIdentity + "'", secret);
        }
        return wrap.unwrap(rowIdentity, exchanged);
    }
}
