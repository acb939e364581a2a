package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Ports;
import dev.bestow.keys.solution.Solution;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Every row of the solutions table, one after another with the same fleet, as `bestow lab --solution all` shows it.
public final class LabTable {
    private static final String LINE = "%-9s %-8s %-7s %6s %5s %5s %5s %7s  %-17s %s%n";

    private final List<LabPlan> plans;
    private final Path data;

    /// @param rows to be run, in this order
    /// @param corruptOne whether one device of each row is provisioned wrongly
    public LabTable(List<Solution> rows, LabMme mme, int devices, Path data, boolean corruptOne) {
        this(
                rows.stream()
                        .map(row ->
                                new LabPlan(
                                        row,
                                        mme,
                                        devices,
                                        data.resolve(row.toString()),
                                        corruptOne,
                                        false,
                                        LabReports.USUAL,
                                        LabWiring.USUAL,
                                        FleetWatcher.NONE))
                        .toList(),
                data);
    }

    private LabTable(List<LabPlan> plans, Path data) {
        this.plans = plans;
        this.data = data;
    }

    /// The same table with reports in that protection, in a network that allows confidentiality or not.
    ///
    /// @throws InvalidValue where that protection is none without confidentiality
    public LabTable reporting(ReportProtection protection, boolean ciphered) {
        var reports = new LabReports(protection, ciphered);
        return new LabTable(plans.stream().map(plan -> plan.reporting(reports)).toList(), data);
    }

    /// Runs all; true when every row did as the table says.
    ///
    /// @param json whether `out` gets nothing but JSON
    public boolean run(Shutdown shutdown, PrintWriter out, boolean json)
            throws IOException, InterruptedException {
        shutdown.closing(LabFolder.take(data));
        List<LabRow> rows = new ArrayList<>();
        if (!json) {
            printHead(out);
        }
        for (LabPlan plan : plans) {
            LabRow row = new LabRow(plan.solution(), run(plan));
            rows.add(row);
            if (!json) {
                print(row, out);
            }
        }
        boolean good = rows.stream().allMatch(LabRow::isGood);
        if (json) {
            out.println(
                    rows.stream()
                            .map(LabTable::json)
                            .collect(Collectors.joining(",\n", "[\n", "\n]")));
        } else {
            out.println(good ? "OK: every row did as the table says" : "NOT OK");
        }
        out.flush();
        return good;
    }

    private static LabResult run(LabPlan plan) throws IOException, InterruptedException {
        Clock clock = new SystemClock();
        try (SystemTimers timers = new SystemTimers();
                Lab lab = new Lab(plan, new Ports(clock, timers, new SystemEntropy()))) {
            return LabRun.measure(plan, lab, clock, _ -> {});
        }
    }

    private void printHead(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d devices each%s; messages and octets are those of one device, captured: radio"
                        + " and core beyond an%nordinary attach and its report, octets of all the"
                        + " radio%n%n",
                plans.getFirst().devices(),
                plans.getFirst().reports());
        out.printf(
                Locale.ROOT,
                LINE,
                "row",
                "ends at",
                "derives",
                "radio",
                "up",
                "down",
                "core",
                "equal",
                "speak Bestow",
                "legs seen");
        out.flush();
    }

    private static void print(LabRow row, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                LINE,
                row.solution(),
                row.solution().endpoint(),
                row.derives(),
                "+" + row.radioBeyond(),
                row.octetsUp(),
                row.octetsDown(),
                "+" + row.coreBeyond(),
                row.result().keysEqual(),
                joined(" ", row.speakers()),
                joined(", ", row.seen()));
        if (!row.isGood()) {
            out.printf(Locale.ROOT, "          %s%n", row.verdict());
        }
        out.flush();
    }

    private static String joined(String between, Collection<?> all) {
        return String.join(between, all.stream().map(Object::toString).toList());
    }

    /// No value has a character that JSON would write in another way: they are numbers and our own names.
    private static String json(LabRow row) {
        LabResult result = row.result();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("row", quoted(row.solution()));
        fields.put("endpoint", quoted(row.solution().endpoint()));
        fields.put("protection", quoted(result.reports().protection()));
        fields.put("ciphered", Boolean.toString(result.reports().ciphered()));
        fields.put("derives", quoted(row.derives()));
        fields.put("radioMessagesBeyond", Long.toString(row.radioBeyond()));
        fields.put("octetsUp", Long.toString(row.octetsUp()));
        fields.put("octetsDown", Long.toString(row.octetsDown()));
        fields.put("coreMessagesBeyond", Long.toString(row.coreBeyond()));
        fields.put("speakBestow", array(row.speakers()));
        fields.put("legs", array(row.seen()));
        fields.put("devices", Integer.toString(result.devices()));
        fields.put("delivered", Integer.toString(result.fleet().delivered()));
        fields.put("keysEqual", Integer.toString(result.keysEqual()));
        fields.put("keysDifferent", Integer.toString(result.keys().mismatched()));
        fields.put("verdict", quoted(row.verdict()));
        return fields.entrySet().stream()
                .map(field -> "    " + quoted(field.getKey()) + ": " + field.getValue())
                .collect(Collectors.joining(",\n", "  {\n", "\n  }"));
    }

    private static String array(Collection<?> all) {
        return all.stream().map(LabTable::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(Object value) {
        return '"' + value.toString() + '"';
    }
}
