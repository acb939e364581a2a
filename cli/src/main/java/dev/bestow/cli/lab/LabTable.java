package dev.bestow.cli.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.Clock;
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
import java.util.List;
import java.util.Locale;

/// Every row of the solutions table, one after another with the same fleet, as `bestow lab --solution all` shows it.
public final class LabTable {
    private static final String LINE = "%-9s %-8s %-7s %6s %5s %5s %5s %7s  %-17s %s%n";

    private final List<LabPlan> plans;
    private final Path data;

    /// @param rows to be run, in this order
    /// @param corruptOne whether one device of each row is provisioned wrongly
    public LabTable(List<Solution> rows, LabMme mme, int devices, Path data, boolean corruptOne) {
        this.data = data;
        this.plans =
                rows.stream()
                        .map(row ->
                                new LabPlan(
                                        row,
                                        mme,
                                        devices,
                                        data.resolve(row.name()),
                                        corruptOne,
                                        LabWiring.USUAL,
                                        FleetWatcher.NONE))
                        .toList();
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
            writeJson(rows, out);
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
                "%,d devices each; messages and octets are those of one device, captured: radio and"
                        + " core beyond an%nordinary attach and its report, octets of all the"
                        + " radio%n%n",
                plans.getFirst().devices());
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
                row.result().keys().matched(),
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

    private static void writeJson(List<LabRow> rows, PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (LabRow row : rows) {
                write(row, json);
            }
            json.writeEndArray();
        }
        out.println();
    }

    private static void write(LabRow row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("row", row.solution().name());
        json.writeStringField("endpoint", row.solution().endpoint().name());
        json.writeStringField("derives", row.derives());
        json.writeNumberField("radioMessagesBeyond", row.radioBeyond());
        json.writeNumberField("octetsUp", row.octetsUp());
        json.writeNumberField("octetsDown", row.octetsDown());
        json.writeNumberField("coreMessagesBeyond", row.coreBeyond());
        write("speakBestow", row.speakers(), json);
        write("legs", row.seen(), json);
        json.writeNumberField("devices", row.result().devices());
        json.writeNumberField("delivered", row.result().fleet().delivered());
        json.writeNumberField("keysEqual", row.result().keys().matched());
        json.writeNumberField("keysDifferent", row.result().keys().mismatched());
        json.writeStringField("verdict", row.verdict());
        json.writeEndObject();
    }

    private static void write(String field, Collection<?> all, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Object each : all) {
            json.writeString(each.toString());
        }
        json.writeEndArray();
    }
}
