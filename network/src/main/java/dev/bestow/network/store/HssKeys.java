package dev.bestow.network.store;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keystore.KeyCheck;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemEntropy;

import java.util.List;

/// The key that wraps K and OPc in the store of an HSS.
public final class HssKeys {
    private static final String PURPOSE = "K and OPc";

    /// Rows that are tried in a store without a check value; one of them may be damaged.
    private static final int TRIED = 16;

    private HssKeys() {}

    /// Opens it; the caller closes it.
    ///
    /// @throws dev.bestow.core.InvalidValue when the key file is missing, or is not that of `store`
    public static MasterKey open(NodeStore store, NodeConfig config) {
        List<Subscriber> first = store.subscribers().list("", TRIED);
        return new KeyFileCheck(store, config, PURPOSE)
                .open(first.isEmpty(), new SystemEntropy(), key -> opens(key, first));
    }

    /// Tells `store` that a rotation has given `key` another value.
    public static void rotated(NodeStore store, MasterKey key) {
        new KeyCheck(store.keyChecks(), PURPOSE).renew(new MasterKeySeal(key));
    }

    private static KeyCheck.Rows opens(MasterKey key, List<Subscriber> rows) {
        MasterKeyVault vault = new MasterKeyVault(key);
        for (Subscriber row : rows) {
            try {
                vault.open(row).close();
                return KeyCheck.Rows.OPEN;
            } catch (UnwrapFailed e) {
                // Another may open.
            }
        }
        return rows.isEmpty() ? KeyCheck.Rows.NONE : KeyCheck.Rows.CLOSED;
    }
}
