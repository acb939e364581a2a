package dev.bestow.network;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.MasterKeyFile;
import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.hss.provision.MasterKeyRotation;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.store.HssKeys;

import java.util.function.Consumer;

/// Rotates the master key of an HSS, whether it serves meanwhile or not.
public final class KeyRotation implements ControlAction {
    /// What the control socket calls it.
    public static final String VERB = "rotate";

    private final NodeStore store;
    private final MasterKey key;
    private final MasterKeyFile file;
    private final Entropy entropy;
    private final Runnable settle;

    /// @param key the one in use
    /// @param file where it is kept
    /// @param settle returns when requests under way have let go of the rows they read
    public KeyRotation(
            NodeStore store, MasterKey key, MasterKeyFile file, Entropy entropy, Runnable settle) {
        this.store = store;
        this.key = key;
        this.file = file;
        this.entropy = entropy;
        this.settle = settle;
    }

    @Override
    public String run(String argument, Consumer<String> progress) {
        if (store instanceof CassandraStore cluster && cluster.servesOtherHss()) {
            throw new InvalidValue(
                    "store.cassandra",
                    "serves other HSSs now, whose key files would not open what is wrapped again;"
                            + " stop them, rotate, and give them copies of the new key file");
        }
        progress.accept(
                key.hasPrevious()
                        ? "going on with a rotation that was interrupted"
                        : "a new master key is in " + file + ", beside the previous one");
        MasterKeyRotation.Outcome outcome =
                new MasterKeyRotation(store.subscribers(), key, () -> HssKeys.rotated(store, key))
                        .run(
                                file,
                                entropy,
                                settle,
                                (seen, rewrapped) ->
                                        progress.accept(
                                                "%,d subscribers seen, %,d wrapped again"
                                                        .formatted(seen, rewrapped)));
        outcome.unopened()
                .forEach(imsi -> progress.accept("opens under neither key: " + imsi.digits()));
        if (!outcome.unopened().isEmpty()) {
            throw new InvalidValue(
                    "rotation",
                    "has wrapped %,d subscribers again, and %,d open under neither key: damaged or"
                                    .formatted(outcome.rewrapped(), outcome.unopened().size())
                            + " exchanged rows. Both keys stay; provision or remove those"
                            + " subscribers, then rotate again");
        }
        return "%,d subscribers, %,d wrapped again; the previous key is destroyed. Older backups need its"
                        .formatted(outcome.subscribers(), outcome.rewrapped())
                + " copy: copy "
                + file
                + " and back the store up anew";
    }
}
