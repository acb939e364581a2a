package dev.bestow.cli.lab;

import dev.bestow.aka.MasterKey;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Secret;
import dev.bestow.hss.HssStores;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keys.RowCipher;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.rocksdb.RocksStore;

import java.nio.file.Path;

/// What the lab's nodes keep, each in a folder of its own below the lab's: three nodes never share a
/// store, so nor do they here. The master key lasts as long as the lab: its data is of no use to another one.
final class LabStores implements AutoCloseable {
    /// The only HSS there is.
    private static final int HSS_INSTANCE = 0;

    private final MasterKey masterKey;
    private final EpochKeyWrap scefKeys;
    private final RocksStore hss;
    private final RocksStore scef;
    private final RocksStore as;

    LabStores(Path data, Clock clock, Entropy entropy) {
        masterKey = new MasterKey(fresh(entropy), entropy);
        scefKeys =
                EpochKeyWrap.open(
                        data.resolve("scef-epochs"), EpochKeyPlan.STANDARD, entropy, clock.nowMs());
        hss = RocksStore.open(data.resolve("hss"));
        scef = RocksStore.open(data.resolve("scef"));
        as = RocksStore.open(data.resolve("as"));
    }

    private static Secret fresh(Entropy entropy) {
        byte[] key = new byte[RowCipher.KEY_OCTETS];
        entropy.fill(key);
        return Secret.taking(key);
    }

    MasterKey masterKey() {
        return masterKey;
    }

    NodeStore hss() {
        return hss;
    }

    NodeStore scef() {
        return scef;
    }

    NodeStore as() {
        return as;
    }

    /// Wraps Ks in the SCEF's store.
    KeyWrap keyWrap() {
        return scefKeys;
    }

    /// What the HSS computes with.
    HssStores hssStores(Clock clock) {
        return HssStores.in(hss, new MasterKeyVault(masterKey), clock, HSS_INSTANCE);
    }

    @Override
    public void close() {
        as.close();
        scef.close();
        hss.close();
        scefKeys.close();
        masterKey.close();
    }
}
