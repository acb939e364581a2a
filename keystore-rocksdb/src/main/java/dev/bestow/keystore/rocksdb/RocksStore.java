package dev.bestow.keystore.rocksdb;

import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyChecks;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.history.MergingKeyRing;

import java.nio.file.Path;

/// The durable [NodeStore] of one node in one folder.
public final class RocksStore implements NodeStore {
    private final RocksTables tables;
    private final GroupCommit commits;
    private final RocksSubscribers subscribers;
    private final RocksLocations locations;
    private final RocksKeyRows keyRows;

    private RocksStore(RocksTables tables, String name) {
        this.tables = tables;
        this.commits = new GroupCommit(tables, name);
        this.subscribers = new RocksSubscribers(tables, commits);
        this.locations = new RocksLocations(tables, commits);
        this.keyRows = new RocksKeyRows(tables, commits);
    }

    /// Opens the store in `folder`, making both when they are missing; a new folder is readable by its
    /// owner only.
    ///
    /// @throws dev.bestow.core.InvalidValue when the folder is a file, somebody else's, or holds something else
    /// @throws dev.bestow.keystore.StoreInUse when another process has it open
    /// @throws dev.bestow.keystore.StoreTooNew when a later version wrote it
    /// @throws dev.bestow.keystore.StoreFailure when it is no store, or does not open
    public static RocksStore open(Path folder) {
        return new RocksStore(StoreFolder.open(folder), String.valueOf(folder.getFileName()));
    }

    /// Whether there is a store in `folder`, so that opening it makes no new one.
    ///
    /// @throws dev.bestow.core.InvalidValue when the folder is a file, somebody else's, or holds something else
    public static boolean isIn(Path folder) {
        return StoreFolder.isIn(folder);
    }

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public LocationStore locations() {
        return locations;
    }

    @Override
    public SqnCeilings sqnCeilings() {
        return subscribers;
    }

    @Override
    public KeyChecks keyChecks() {
        return new RocksKeyChecks(tables, commits);
    }

    @Override
    public KeyRing keyRing(KeyRingLimits limits, KeyWrap wrap) {
        return new MergingKeyRing(keyRows, limits, wrap);
    }

    @Override
    public EndpointStore endpoints() {
        return new RocksEndpoints(tables, commits);
    }

    @Override
    public ClaimStore claims(ClaimLimits limits) {
        return new RocksClaims(tables, commits, limits);
    }

    /// Adds a backup to the ones in `to`, while the store is in use. It holds what was durable at one moment
    /// after the call began.
    ///
    /// @param owner the node, one line: backups of two nodes do not mix
    /// @param keep how many to keep, the oldest go; 0 for all
    /// @throws dev.bestow.core.InvalidValue when `to` has backups of another owner, or cannot be used
    /// @throws dev.bestow.keystore.StoreFailure when it failed; the backups before are still good
    public Backup backUp(Path to, String owner, int keep) {
        try (BackupFolder backups = BackupFolder.toAddTo(to)) {
            return backups.add(tables, owner, keep);
        }
    }

    /// Reads every block there is and compares its checksum.
    ///
    /// @throws dev.bestow.keystore.StoreFailure when one differs
    public void verify() {
        tables.verify();
    }

    /// Claims of keys that expire until `expiryMs` are answered as those of expired ones, from now on and
    /// durably. For a store whose latest marks were lost: their keys admit nothing any more.
    public void endClaimsOfKeysExpiringUntil(long expiryMs) {
        RocksClaims.endUntil(commits, expiryMs);
    }

    @Override
    public void close() {
        commits.close();
        tables.close();
    }
}
