package dev.bestow.cli.aka;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bestow aka vector|derive|check`
@Command(
        name = "aka",
        description = {
            "Computes authentication vectors and keys, and checks them against published ones.",
            "",
            "What it is asked for, keys included, goes to standard output and nowhere else."
        },
        mixinStandardHelpOptions = true,
        subcommands = {VectorCommand.class, DeriveCommand.class, CheckCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow aka vector --keys card.yaml --sqn 000000000020 --amf 8000 --plmn 001/01",
            "  bestow aka vector --keys card.yaml --sqn 000000000020 --amf 8000 \\",
            "      --plmn 001/01 --json | bestow aka derive knasint --keys - eia=2",
            "  bestow aka check milenage_35208.json"
        })
public final class AkaCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "aka: vector, derive or check?");
    }
}
