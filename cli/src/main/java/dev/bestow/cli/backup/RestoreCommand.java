package dev.bestow.cli.backup;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.node.HssClock;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.rocksdb.Backup;
import dev.bestow.keystore.rocksdb.RocksRestore;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.store.NodeStores;
import dev.bestow.network.store.StoreBackup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;

/// `bestow restore`
@Command(
        name = "restore",
        description = {
            "Writes a backup into the empty or absent store folder of a node that is stopped.",
            "",
            "Every file and every block is verified, and an HSS's rows against its master key file"
                + " if that is there. Then the store is moved past what left the node after the"
                + " backup: an HSS skips sequence numbers, so that none leaves twice; an"
                + " application server takes no key from before the restore, since its replay marks"
                + " are lost, and devices bootstrap again. What was provisioned or withdrawn after"
                + " the backup has to be again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:restored",
            "2:the folder is not empty, or the backup is not this node's",
            "3:the backup is damaged, or the machine denied something"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow restore --config hss.yaml --from /backup/hss",
            "  bestow restore --config hss.yaml --from /backup/hss --backup 12"
        })
public final class RestoreCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The node's configuration: its store folder is where the backup goes.")
    private Path file = Path.of("");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "What 'bestow backup' was told with --to.")
    private Path from = Path.of("");

    @Option(
            names = "--backup",
            paramLabel = "N",
            defaultValue = "0",
            description = "Its number; the last when left out.")
    private int number;

    @Mixin private HssClock clock = new HssClock();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        NodeConfig config = NodeConfig.read(file);
        NodeStores.requireFolder(config, "restore it with the means of the cluster");
        String owner = StoreBackup.owner(config);
        PrintWriter out = spec.commandLine().getOut();
        out.println("restoring from " + from + " and verifying");
        try (RocksRestore restore = RocksRestore.begin(from, number, config.dataFolder())) {
            Backup backup = restore.backup();
            if (!backup.owner().equals(owner)) {
                throw new InvalidValue(
                        "backup " + backup.number(),
                        "is of " + backup.owner() + ", and " + file + " configures " + owner);
            }
            new RestoredStore(restore.store(), config, new SystemClock())
                    .moveOn(clock.confirmed(), out::println);
            restore.finish();
            out.printf(
                    "ok backup %d of %s, taken %s, %,d octets%n",
                    backup.number(),
                    owner,
                    Instant.ofEpochMilli(backup.takenAtMs()),
                    backup.octets());
        }
        return ExitStatus.OK;
    }
}
