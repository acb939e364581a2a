package dev.bestow.cli.backup;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.hss.Restoration;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.store.KeyFiles;
import dev.bestow.network.store.StoreBackup;

import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/// A store that has come out of a backup, and what it does not know: what its node did since.
final class RestoredStore {
    private static final int PAGE = 1_000;

    /// How far the clocks of an application server and of the HSS that sets expiries may be apart.
    private static final long CLOCKS_APART_MS = 60_000;

    private final RocksStore store;
    private final NodeConfig config;
    private final Clock clock;

    RestoredStore(RocksStore store, NodeConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /// Makes sure that nothing the node did since the backup is done a second time; tells what.
    void moveOn(boolean clockConfirmed, Consumer<String> progress) {
        switch (config) {
            case HssNodeConfig hss -> {
                verifyKeys(progress);
                moveNumbers(hss.policy().hssInstance(), clockConfirmed, progress);
            }
            case EndpointNodeConfig endpoint ->
                    endKeys(endpoint.keyLifetimeSeconds() * 1_000L, progress);
            case KeyServerNodeConfig _ ->
                    progress.accept(
                            "keys pushed after the backup, or wrapped under an epoch key that is"
                                    + " gone, are unknown: their devices attach again");
            case MmeNodeConfig _, UeNodeConfig _ -> throw StoreBackup.noStore(config);
        }
    }

    private void verifyKeys(Consumer<String> progress) {
        if (Files.notExists(config.keyFile())) {
            progress.accept(
                    "the master key file "
                            + config.keyFile()
                            + " is not here: rows are not verified against it; restore it from"
                            + " its own backup before the HSS starts");
            return;
        }
        try (MasterKey key = KeyFiles.masterKey(config).open(new SystemEntropy())) {
            long rows = verify(new MasterKeyVault(key));
            progress.accept("%,d subscribers, all of this master key".formatted(rows));
        } catch (UnwrapFailed e) {
            throw new InvalidValue(
                    "master key file " + config.keyFile(),
                    "is not that of the backup: "
                            + e.getMessage()
                            + "; put the copy from the time of the backup there, or none");
        }
    }

    private long verify(MasterKeyVault vault) {
        SubscriberStore subscribers = store.subscribers();
        long rows = 0;
        List<Subscriber> page = subscribers.list("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(row -> vault.open(row).close());
            rows += page.size();
            page = subscribers.list(page.getLast().imsi().digits(), PAGE);
        }
        return rows;
    }

    private void moveNumbers(int instance, boolean clockConfirmed, Consumer<String> progress) {
        long counters = Restoration.advance(store, clock, instance, clockConfirmed);
        progress.accept(
                "sequence numbers moved past those that left since the backup; %,d subscribers have"
                                .formatted(counters)
                        + " a counter");
        progress.accept("provision and withdraw again what you did after the backup");
    }

    /// A key from before the restore expires at most one lifetime after it; each from after it later.
    private void endKeys(long lifetimeMs, Consumer<String> progress) {
        store.endClaimsOfKeysExpiringUntil(clock.nowMs() + lifetimeMs + CLOCKS_APART_MS);
        progress.accept(
                "replay marks set after the backup are lost, so keys from before now are refused:"
                        + " devices bootstrap again. policy.keyLifetimeSeconds, %d here, has to be at"
                                .formatted(lifetimeMs / 1_000)
                        + " least that of the HSS");
    }
}
