package dev.bestow.cli;

import dev.bestow.aka.MasterKey;
import dev.bestow.cli.control.NodeData;
import dev.bestow.cli.node.HssStoreOption;
import dev.bestow.keystore.NodeStore;
import dev.bestow.network.KeyRotation;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.store.KeyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// `bestow keys rotate`
@Command(
        name = "rotate",
        description = {
            "Replaces the master key of an HSS, whether it runs or not.",
            "",
            "Wraps K and OPc of every subscriber again under a new key, while the HSS serves, and"
                + " then destroys the old one. Interrupted at any moment, the key file holds both;"
                + " rotate again, and it goes on. Backups taken before need a copy of the old key"
                + " file, so copy the new one and take a backup afterwards.",
            "",
            "HSSs that share a store on a cluster have copies of one key file: rotate while only"
                + " one of them runs, then give the others copies of the new file and start them."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every row is wrapped under the new key, and the old one is gone",
            "1:the running HSS could not finish; both keys stay",
            "2:the configuration, the key file or a row is wrong; both keys stay"
        },
        footerHeading = "%nExample:%n",
        footer = "  bestow keys rotate --config hss.yaml")
final class RotateCommand implements Callable<Integer> {
    @Mixin private HssStoreOption hss = new HssStoreOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return NodeData.have(
                hss.config().dataFolder(),
                KeyRotation.VERB,
                "",
                this::rotateHere,
                spec.commandLine().getOut());
    }

    private String rotateHere(String argument, Consumer<String> progress) {
        try (NodeStore store = hss.open();
                MasterKey key = HssStoreOption.masterKey(store, hss.config())) {
            return new KeyRotation(
                            store,
                            key,
                            KeyFiles.masterKey(hss.config()),
                            new SystemEntropy(),
                            () -> {})
                    .run(argument, progress);
        }
    }
}
