package dev.bestow.cli.backup;

import dev.bestow.cli.control.NodeData;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.store.NodeStores;
import dev.bestow.network.store.StoreBackup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestow backup`
@Command(
        name = "backup",
        description = {
            "Backs up the store of an HSS, SCEF or application server, whether it runs or not.",
            "",
            "Adds to the backups in DIR; what has not changed since the last one is not copied"
                + " again. A backup holds wrapped keys and none that unwraps them: keep copies of"
                + " an HSS's master key file somewhere else. Without it a backup is worth nothing,"
                + " and beside it everything."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the backup is complete and durable",
            "1:the running node could not",
            "2:the command line, the configuration or DIR is wrong",
            "3:the machine denied something"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow backup --config hss.yaml --to /backup/hss",
            "  bestow backup --config hss.yaml --to /backup/hss --keep 30"
        })
public final class BackupCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The node's configuration.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Folder of this node's backups, best on another disk; made when missing.")
    private Path to = Path.of("");

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Remove all but the last N backups afterwards; 0, the default, keeps all.")
    private int keep;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (keep < 0) {
            throw new InvalidValue("--keep", "is negative");
        }
        NodeConfig config = NodeConfig.read(file);
        NodeStores.requireFolder(config, "back it up with the means of the cluster");
        // Said before anything is looked for.
        StoreBackup.owner(config);
        Path folder = config.dataFolder();
        // Or opening would make an empty one.
        if (!RocksStore.isIn(folder)) {
            throw new InvalidValue(NodeStores.named(config), "holds no store: nothing to back up");
        }
        return NodeData.have(
                folder,
                StoreBackup.VERB,
                StoreBackup.argument(keep, to.toAbsolutePath().normalize()),
                (argument, progress) -> {
                    try (RocksStore store = RocksStore.open(folder)) {
                        return new StoreBackup(store, config).run(argument, progress);
                    }
                },
                spec.commandLine().getOut());
    }
}
