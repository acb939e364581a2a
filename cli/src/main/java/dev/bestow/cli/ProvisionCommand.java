package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.node.HssClock;
import dev.bestow.cli.node.HssStoreOption;
import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.hss.provision.ProvisionReport;
import dev.bestow.hss.provision.Provisioner;
import dev.bestow.network.HssData;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestow provision FILE`
@Command(
        name = "provision",
        description = {
            "Stores the subscribers of a card file in the HSS's store, while it runs or not.",
            "",
            "Reads what SIM vendors and labs have: text in UTF-8 or UTF-16, separated by comma,"
                + " semicolon, tab, | or blanks, with a header row that names at least IMSI, Ki,"
                + " and OPC or OP (other columns are ignored and never stored); or srsRAN's"
                + " user_db.csv. K and OPc are wrapped under the master key; OP is turned into OPc"
                + " and not kept. A column ALGORITHM may say milenage or tuak, with TOPc or TOP in"
                + " the place of OPc or OP. Nothing of a file is stored when a row of it is bad. An"
                + " IMSI shorter than most is stored with a warning: spreadsheets drop zeros in"
                + " front.",
            "",
            "A column SQN, 12 hex digits, is a floor: numbers of the card start above it, and never"
                + " go down. So a card comes from another HSS with what that kept, the next number"
                + " (Open5GS) or the last one used (OsmoHLR); both count in decimal.",
            "",
            "What the network gives a subscriber may stand in the columns PROFILE, APN, MSISDN,"
                + " AMBR-UL and AMBR-DL (in bits per second, as 512k, 50M or 1G),"
                + " ACCESS-RESTRICTIONS (the number in Access-Restriction-Data) and"
                + " APPLICATION-IDENTITIES (separated by blanks or semicolons). A row whose cell is"
                + " empty has what the option of the same name says; where neither says anything, a"
                + " subscriber keeps what it has, and a new one has the built-in profile. A hyphen"
                + " takes away what it has. Its MME learns of it when the device attaches again, or"
                + " before."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:stored, or there already",
            "1:bad rows, each told with line, column and reason",
            "2:the command line, the configuration or the store is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow provision cards.csv --config hss.yaml",
            "  bestow provision user_db.csv --config hss.yaml --allow-as as.example.net"
        })
final class ProvisionCommand implements Callable<Integer> {
    /// Enough to see what is the matter; the rest is counted.
    private static final int WARNINGS_SHOWN = 20;

    @Parameters(index = "0", paramLabel = "FILE", description = "The card file.")
    private Path file = Path.of("");

    @Mixin private HssStoreOption hss = new HssStoreOption();

    @Option(names = "--skip-bad", description = "Store the good rows of a file that has bad ones.")
    private boolean skipBad;

    @Option(
            names = "--allow-as",
            paramLabel = "AS_ID",
            description = {
                "An application server that may have keys of these subscribers; repeatable."
                        + " Default: policy.applicationServers of the configuration."
            })
    private List<String> allowedAs = List.of();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = "devices.example.net",
            description =
                    "Domain of the external identifiers that are made up (default"
                            + " ${DEFAULT-VALUE}).")
    private String domain = "devices.example.net";

    @Mixin private SubscriptionOptions subscription = new SubscriptionOptions();

    @Mixin private HssClock clock = new HssClock();

    @Mixin private CardOptions cards = new CardOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return hss.onNewOrOld(
                spec,
                file,
                store ->
                        clock.requireBelievable(
                                store, new SystemClock(), hss.config().policy().hssInstance()),
                this::provision);
    }

    private int provision(HssData data) {
        HssNodeConfig config = data.config();
        List<AsId> servers =
                allowedAs.isEmpty()
                        ? config.policy().applicationServers()
                        : allowedAs.stream().map(ProvisionCommand::server).distinct().toList();
        var provisioner =
                new Provisioner(
                        data.subscribers(),
                        data.masterKey(),
                        cards.defaults(
                                domain,
                                servers,
                                subscription.cells(),
                                config.policy().accessProfiles()),
                        new SystemEntropy(),
                        new SystemClock());
        return tell(provisioner.provision(file, skipBad), servers);
    }

    private static AsId server(String fqdn) {
        try {
            return AsId.parse(fqdn);
        } catch (InvalidValue e) {
            throw new InvalidValue("--allow-as " + fqdn, e.reason());
        }
    }

    private int tell(ProvisionReport report, List<AsId> servers) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        report.bad().forEach(err::println);
        report.doubtful().stream()
                .limit(WARNINGS_SHOWN)
                .forEach(row -> err.println("warning: " + row));
        if (report.doubtful().size() > WARNINGS_SHOWN) {
            err.println("warning: " + report.doubtful().size() + " rows like these in all");
        }
        if (!report.stored()) {
            err.println(
                    report.bad().size()
                            + " findings; nothing was stored (--skip-bad stores the good rows)");
            return ExitStatus.FAILED;
        }
        out.printf(
                "%d added, %d with another key, %d changed, %d unchanged, %d bad%n",
                report.added(),
                report.rekeyed(),
                report.changed(),
                report.unchanged(),
                report.bad().size());
        if (servers.isEmpty()) {
            err.println("no application server may have keys of these subscribers; see --allow-as");
        }
        return report.bad().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
