package dev.bestow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bestow keys`: key material that is not a subscriber's.
@Command(
        name = "keys",
        description =
                "Makes key material for TLS and for endpoints; replaces the master key, or wraps it"
                        + " with a token's.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TestCertificatesCommand.class,
            EndpointKeyCommand.class,
            RotateCommand.class,
            WrapCommand.class
        })
final class KeysCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "keys: which one?");
    }
}
