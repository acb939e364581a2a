package dev.bestow.cli.aka;

import dev.bestow.cli.aka.derived.DerivedKeys;
import dev.bestow.core.InvalidValue;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bestow aka derive KEY`
@Command(
        name = "derive",
        description = {
            "Derives one key of the key hierarchy.",
            "",
            "Keys come by --keys; what is no key may stand there too, or here as NAME=VALUE."
                    + " Prints the names that the next one reads."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:derived", "2:an input is missing or wrong; a message names it"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow aka derive --list",
            "  bestow aka derive kasme --keys keys.yaml plmn=001/01 sqn_xor_ak=bb52e91c747a",
            "      keys.yaml:  ck: 5349fbe098649f948f5d2e973a81c00f",
            "                  ik: 9744871ad32bf9bbd1dd5ce54e3e2e5a",
            "  ... --json | bestow aka derive kenb --keys - nas_count=0"
        })
final class DeriveCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "KEY", description = "What to derive, see --list.")
    private String derivedKey = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Inputs that are no keys.")
    private List<String> told = List.of();

    @Mixin private KeysOption keys = new KeysOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Option(
            names = "--list",
            help = true,
            description =
                    "Print every derived key with its length, FC, key, parameters and clause.")
    private boolean list;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            DerivedKeys.table().forEach(out::println);
            return;
        }
        Printout printout = new Printout();
        DerivedKeys.derive(derivedKey, keys.read(), told()).forEach(printout::put);
        printout.print(out, json);
    }

    private Map<String, String> told() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String each : told) {
            int sign = each.indexOf('=');
            if (sign < 1) {
                throw new InvalidValue("NAME=VALUE", "needs a name, = and a value");
            }
            String name = each.substring(0, sign);
            if (values.put(name, each.substring(sign + 1)) != null) {
                throw new InvalidValue(name, "is given twice");
            }
        }
        return values;
    }
}
