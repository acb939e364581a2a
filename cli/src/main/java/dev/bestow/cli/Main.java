package dev.bestow.cli;

import dev.bestow.aka.UnwrapFailed;
import dev.bestow.cli.aka.AkaCommand;
import dev.bestow.cli.backup.BackupCommand;
import dev.bestow.cli.backup.RestoreCommand;
import dev.bestow.cli.log.LogFormat;
import dev.bestow.cli.log.LogLevel;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.machine.StandardOutput;
import dev.bestow.cli.node.AsCommand;
import dev.bestow.cli.node.EmksCommand;
import dev.bestow.cli.node.HseCommand;
import dev.bestow.cli.node.HssCommand;
import dev.bestow.cli.node.HssVerbs;
import dev.bestow.cli.node.MmeCommand;
import dev.bestow.cli.node.ScefCommand;
import dev.bestow.cli.node.UeCommand;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Reason;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreInUse;
import dev.bestow.keystore.StoreTooNew;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/// `bestow`: a verb per thing one can do; a new verb is one line in `subcommands`.
@Command(
        name = "bestow",
        description = {
            "Gives a SIM device and its server a fresh shared key out of the network-access"
                    + " authentication that happens anyway.",
            ""
        },
        subcommands = {
            LabCommand.class,
            HssCommand.class,
            MmeCommand.class,
            ScefCommand.class,
            EmksCommand.class,
            AsCommand.class,
            HseCommand.class,
            UeCommand.class,
            ProvisionCommand.class,
            SubscriberCommand.class,
            EndpointCommand.class,
            ReloadCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            StoreCommand.class,
            KeysCommand.class,
            AkaCommand.class,
            ConfigCommand.class,
            CommandLine.HelpCommand.class,
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        commandListHeading = "%nVerbs (bestow help VERB says more):%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:ran, and the outcome is bad",
            "2:the command line, the configuration or an input file is wrong",
            "3:a bug, or something the machine denied"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow lab",
            "      the whole journey in this process",
            "  bestow keys test-certificates tls hss.example.net as.example.net",
            "      makes a test authority and a certificate for each name below ./tls",
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            defaultValue = "info",
            description =
                    "How much to log to standard error: ${COMPLETION-CANDIDATES}"
                            + " (default ${DEFAULT-VALUE}).")
    private LogLevel logLevel = LogLevel.info;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "line",
            description =
                    "How log lines look: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}); json"
                            + " is an object for each event.")
    private LogFormat logFormat = LogFormat.line;

    private Main() {}

    static void main(String[] arguments) {
        // Lines and figures look alike on every machine, log lines among them.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        StandardOutput output = StandardOutput.ofProcess(why -> err.println("bestow: " + why));
        PrintWriter out = new PrintWriter(output, true, System.out.charset());
        int status = run(out, err, arguments);
        out.flush();
        System.exit(output.failed() ? ExitStatus.BROKEN : status);
    }

    /// Runs one command line and returns its exit status; `out` gets what was asked for, `err` what
    /// is wrong.
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
    }

    private static int execute(ParseResult parsed) {
        Main main = (Main) parsed.commandSpec().userObject();
        if (!HssVerbs.isLent()) {
            LogOutput.show(main.logLevel);
            LogOutput.write(main.logFormat);
        }
        return new RunLast().execute(parsed);
    }

    /// No verb at all: show what there is.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which verb?");
    }

    private static int explainUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
        }
        err.println("bestow: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println(
                    "'"
                            + command.getCommandSpec().qualifiedName()
                            + " --help' says how to use it.");
        }
        return ExitStatus.REFUSED;
    }

    /// What an operator got wrong or the machine denied is one line; everything else is ours, with
    /// its stack trace.
    private static int explain(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof InvalidValue refused) {
            err.println("bestow: " + refused.getMessage());
            return ExitStatus.REFUSED;
        }
        if (thrown instanceof StoreInUse
                || thrown instanceof StoreTooNew
                || thrown instanceof UnwrapFailed) {
            err.println("bestow: " + thrown.getMessage());
            return ExitStatus.REFUSED;
        }
        if (thrown instanceof UncheckedIOException || thrown instanceof IOException) {
            err.println("bestow: " + Reason.of(thrown));
            return ExitStatus.BROKEN;
        }
        if (thrown instanceof StoreFailure) {
            err.println("bestow: " + thrown.getMessage());
            return ExitStatus.BROKEN;
        }
        thrown.printStackTrace(err);
        return ExitStatus.BROKEN;
    }
}
