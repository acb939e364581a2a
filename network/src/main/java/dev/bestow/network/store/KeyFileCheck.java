package dev.bestow.network.store;

import dev.bestow.aka.MasterKey;
import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.KeyCheck;
import dev.bestow.keystore.NodeStore;
import dev.bestow.network.config.NodeConfig;

import java.util.function.Function;

/// Opens the key file of a node and makes sure that it belongs to the node's store, before the first row is needed.
final class KeyFileCheck {
    private final NodeStore store;
    private final NodeConfig config;
    private final String purpose;

    /// @param purpose what the key wraps
    KeyFileCheck(NodeStore store, NodeConfig config, String purpose) {
        this.store = store;
        this.config = config;
        this.purpose = purpose;
    }

    /// The key; the caller closes it. One is made only for a store in which nothing was ever wrapped: a new key
    /// opens nothing that another one wrapped.
    ///
    /// @param rows what the rows say about a key
    MasterKey open(boolean isEmpty, Entropy entropy, Function<MasterKey, KeyCheck.Rows> rows) {
        boolean untouched = isEmpty && store.keyChecks().find(purpose).length() == 0;
        var file = KeyFiles.masterKey(config);
        MasterKey key = untouched ? file.openOrMake(entropy) : file.open(entropy);
        try {
            KeyCheck check = new KeyCheck(store.keyChecks(), purpose);
            if (!check.passes(new MasterKeySeal(key), () -> rows.apply(key))) {
                throw new InvalidValue(
                        "key file " + file,
                        "is not the one that "
                                + NodeStores.named(config)
                                + " is wrapped under; restore the file that belongs to it");
            }
            return key;
        } catch (RuntimeException e) {
            key.close();
            throw e;
        }
    }
}
