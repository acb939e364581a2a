package dev.bestow.cli;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.lab.LabTable;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyRetrieval;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `bestow lab`
@Command(
        name = "lab",
        description = {
            "Runs the whole journey in this process, over real sockets on loopback.",
            "",
            "Starts HSS, MME, SCEF and an application server (with solution 1, 2, 3 or 10 an EMKS"
                + " and a security endpoint), attaches every device of a fleet, bootstraps its key"
                + " out of that attach, and delivers one protected report of 20 octets each way."
                + " Prints one device's messages step by step, then totals.",
            "",
            "With solution 1C or 1E-C a packet gateway tells the endpoint which device has which"
                    + " address, and each device has one of its own on loopback: on Linux they are"
                    + " there."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every report arrived and every key matched",
            "1:a device failed or a key differed",
            "2:the command line is wrong, or the data folder cannot be used",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow lab                             100 devices, solution 12",
            "  bestow lab --solution 11               the SCEF pulls Ks_AS from the MME",
            "  bestow lab --solution 10 --mme plain   keys from an EMKS, beside an MME that nobody"
                    + " changed",
            "  bestow lab --solution 2 --endpoint eese   solution 5: end to end",
            "  bestow lab --mme plain                 beside an MME that nobody changed",
            "  bestow lab --solution all --devices 20    every row, and what each costs",
            "  bestow lab --protect oscore            reports by CoAP in OSCORE",
            "  bestow lab --solution all --protect esp --forbid-ciphering   every row, in ESP in"
                    + " clear",
            "  bestow lab --devices 10000             a fleet",
            "  bestow lab --corrupt-one               one key differs: see it found out",
        })
final class LabCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many devices (default ${DEFAULT-VALUE}).")
    private int devices = 100;

    @Option(
            names = "--solution",
            paramLabel = "ROW",
            defaultValue = "12",
            description =
                    "1A to 1D, 1E-A to 1E-D, 2, 3, 10, 11, 11-kasme or 12 (default"
                            + " ${DEFAULT-VALUE}), or all: every row one after another, 5 and 7"
                            + " among them, and one table.")
    private String solution = "12";

    @Option(
            names = "--endpoint",
            paramLabel = "KIND",
            description =
                    "Ends the key's way elsewhere than usual, with 1D, 1E-D, 2 and 10: at an hse or"
                            + " emse (end to middle), an eese (solution 5) or an as (solution 7).")
    private @Nullable String endpoint;

    @Option(
            names = "--mme",
            paramLabel = "KIND",
            defaultValue = "bestow",
            description =
                    "bestow, or plain: an MME like any other, which knows nothing of Bestow;"
                        + " solutions 1, 2, 3, 10 and 12 run beside it (default ${DEFAULT-VALUE}).")
    private LabMme mme = LabMme.bestow;

    @Option(
            names = "--protect",
            paramLabel = "HOW",
            defaultValue = "ua",
            description =
                    "What protects the reports: ${COMPLETION-CANDIDATES} (default"
                            + " ${DEFAULT-VALUE}). Only dtls needs messages of its own before the"
                            + " first one.")
    private ReportProtection protection = ReportProtection.ua;

    @Option(
            names = "--forbid-ciphering",
            description =
                    "The network allows no confidentiality: reports go in clear, and are"
                            + " authenticated; ua and esp can.")
    private boolean forbidCiphering;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/lab",
            description = {
                "Folder of the stores, wiped at start and kept at exit (default ${DEFAULT-VALUE})."
            })
    private Path data = Path.of("data/lab");

    @Option(names = "--stay", description = "Keep running after the last report, until Ctrl-C.")
    private boolean stay;

    @Option(
            names = "--refresh",
            description =
                    "With solutions 11 and 12: after its report each device asks for another key,"
                        + " the MME authenticates it anew, and it reports once more under the new"
                        + " key.")
    private boolean refresh;

    @Option(names = "--json", description = "With --solution all: print the table as JSON.")
    private boolean json;

    @Option(
            names = "--corrupt-one",
            description =
                    "Provision one device wrongly, so that its key differs; ends with status 1.")
    private boolean corruptOne;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (devices < 1 || devices > LabRun.MAX_DEVICES) {
            throw new InvalidValue("--devices", "needs 1 to " + LabRun.MAX_DEVICES);
        }
        PrintWriter out = spec.commandLine().getOut();
        // One line for each device; the ledger and the totals tell the same.
        LogOutput.hush(KeyRetrieval.HAND_OUTS);
        try (Shutdown shutdown = Shutdown.onTermination("lab")) {
            if (solution.equals(ALL)) {
                return ended(table().run(shutdown, out, json));
            }
            if (json) {
                throw new InvalidValue("--json", "goes with --solution all");
            }
            var run =
                    new LabRun(row(), devices, data, corruptOne)
                            .beside(mme)
                            .reporting(protection, !forbidCiphering);
            boolean good = (refresh ? run.refreshing() : run).run(shutdown, out);
            if (stay) {
                out.println("staying; Ctrl-C ends it");
                shutdown.await();
            }
            return ended(good);
        }
    }

    private static int ended(boolean good) {
        return good ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private LabTable table() {
        if (endpoint != null || stay || refresh) {
            throw new InvalidValue(
                    "--solution",
                    "all has every row with its own endpoint, stays at none and refreshes none");
        }
        List<Solution> rows =
                SolutionTable.all().stream()
                        .filter(row -> mme == LabMme.bestow || !row.keptByMme())
                        .toList();
        return new LabTable(rows, mme, devices, data, corruptOne)
                .reporting(protection, !forbidCiphering);
    }

    private Solution row() {
        Solution row = SolutionTable.named(solution);
        if (refresh && protection != ReportProtection.ua) {
            throw ReportProtection.refreshedOnlyInUa();
        }
        if (refresh && (!row.canBeRefreshed() || mme == LabMme.plain)) {
            throw new InvalidValue(
                    "--refresh", "needs solution 11, 11-kasme or 12, and Bestow's MME");
        }
        return endpoint == null ? row : row.endingAt(endpointKind(endpoint));
    }

    private static Party endpointKind(String name) {
        return Arrays.stream(Party.values())
                .filter(Party::isEndpoint)
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValue("--endpoint", "is hse, emse, eese or as, not " + name));
    }
}
