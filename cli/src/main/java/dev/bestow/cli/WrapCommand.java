package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.node.HssStoreOption;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.network.store.KeyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `bestow keys wrap`
@Command(
        name = "wrap",
        description = {
            "Wraps the master key file of a stopped HSS with the key of a PKCS#11 token.",
            "",
            "The configuration names the token below masterKey.pkcs11; its AES key is made there"
                + " when there is none, and never leaves it. The file in clear is overwritten."
                + " Copies of it still open the store: destroy them, or run 'bestow keys rotate'"
                + " afterwards."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the file opens with the token only",
            "2:the configuration, the token or the file is wrong; the file is as it was"
        },
        footerHeading = "%nExample:%n",
        footer = "  bestow keys wrap --config hss.yaml")
final class WrapCommand implements Callable<Integer> {
    @Mixin private HssStoreOption hss = new HssStoreOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    /// With the store open, so that no HSS rotates the key meanwhile; a cluster can be open to many.
    @Override
    public Integer call() {
        try (NodeStore store = hss.open()) {
            if (store instanceof CassandraStore cluster && cluster.servesOtherHss()) {
                throw new InvalidValue(
                        "store.cassandra",
                        "serves an HSS now, which could rotate the key meanwhile; stop it first");
            }
            KeyFiles.masterKey(hss.config()).wrap();
        }
        spec.commandLine()
                .getOut()
                .println(
                        hss.config().keyFile()
                                + " is wrapped; copies in clear still open the store");
        return ExitStatus.OK;
    }
}
