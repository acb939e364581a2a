package dev.bestow.conformance;

import dev.bestow.aka.MasterKey;
import dev.bestow.cli.certificates.TestCertificates;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Secret;
import dev.bestow.hss.HssStores;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;

import java.nio.file.Path;
import java.util.List;

/// What a test network stands on: time, chance, certificates, and a store for HSS and SCEF each, a folder for
/// the MME.
final class TestWorld implements AutoCloseable {
    private static final int HSS_INSTANCE = 0;

    private final Clock clock = new SystemClock();
    private final Entropy entropy = new SystemEntropy();
    private final SystemTimers timers = new SystemTimers();
    private final TestCertificates authority = TestCertificates.newAuthority(clock);
    private final MasterKey masterKey;
    private final EpochKeyWrap scefKeys;
    private final EpochKeyWrap mmeKeys;
    private final Path mmeFolder;
    private final RocksStore hss;
    private final RocksStore scef;

    TestWorld(Path data) {
        byte[] key = new byte[MasterKey.OCTETS];
        entropy.fill(key);
        masterKey = new MasterKey(Secret.taking(key), entropy);
        scefKeys =
                EpochKeyWrap.open(
                        data.resolve("epochs"), EpochKeyPlan.STANDARD, entropy, clock.nowMs());
        mmeKeys =
                EpochKeyWrap.open(
                        data.resolve("mme-epochs"), EpochKeyPlan.STANDARD, entropy, clock.nowMs());
        mmeFolder = data.resolve("mme");
        hss = RocksStore.open(data.resolve("hss"));
        scef = RocksStore.open(data.resolve("scef"));
    }

    Clock clock() {
        return clock;
    }

    Entropy entropy() {
        return entropy;
    }

    SystemTimers timers() {
        return timers;
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

    KeyWrap scefKeys() {
        return scefKeys;
    }

    KeyWrap mmeKeys() {
        return mmeKeys;
    }

    /// Where the MME keeps its snapshot.
    Path mmeFolder() {
        return mmeFolder;
    }

    HssStores hssStores() {
        return HssStores.in(hss, new MasterKeyVault(masterKey), clock, HSS_INSTANCE);
    }

    /// A certificate for `name` of the one authority everybody here trusts.
    TlsIdentity identity(String name) {
        TestCertificates.Issued issued = authority.issue(name);
        return TlsIdentity.of(
                List.of(issued.certificate()), issued.key(), List.of(issued.authority()));
    }

    @Override
    public void close() {
        scef.close();
        hss.close();
        mmeKeys.close();
        scefKeys.close();
        masterKey.close();
        timers.close();
    }
}
