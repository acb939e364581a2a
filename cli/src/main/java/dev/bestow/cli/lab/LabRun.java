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

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// One run of the lab, as `bestow lab` shows it.
public final class LabRun {
    /// IMSIs of the lab's network have ten digits of their own, link ids 32 bits; memory ends sooner.
    public static final int MAX_DEVICES = 1_000_000;

    /// From here on a run takes long enough for a progress bar, for who sits before a terminal.
    private static final int PROGRESS_FROM = 500;

    /// Set by the launcher, since Java does not know what its standard error is.
    private static final String TERMINAL = "bestow.terminal";

    private final LabPlan plan;

    public LabRun(Solution solution, int devices, Path data, boolean corruptOne) {
        this(
                new LabPlan(
                        solution,
                        LabMme.bestow,
                        devices,
                        data,
                        corruptOne,
                        false,
                        LabReports.USUAL,
                        LabWiring.USUAL,
                        FleetWatcher.NONE));
    }

    private LabRun(LabPlan plan) {
        this.plan = plan;
    }

    /// The same run over other wires.
    public LabRun wired(LabWiring wiring) {
        return new LabRun(plan.wired(wiring));
    }

    /// The same run beside that MME.
    public LabRun beside(LabMme mme) {
        return new LabRun(plan.beside(mme));
    }

    /// The same run with reports in that protection, in a network that allows confidentiality or not.
    ///
    /// @throws InvalidValue where that protection is none without confidentiality
    public LabRun reporting(ReportProtection protection, boolean ciphered) {
        return new LabRun(plan.reporting(new LabReports(protection, ciphered)));
    }

    /// The same run, in which each device has its key replaced after its report, and reports once more.
    public LabRun refreshing() {
        return new LabRun(plan.refreshing());
    }

    /// The same run, watched.
    public LabRun watched(FleetWatcher watcher) {
        return new LabRun(plan.watched(watcher));
    }

    /// Runs it; true when every report arrived, each way, and every key matched. Nodes go on until
    /// `shutdown`.
    public boolean run(Shutdown shutdown, PrintWriter out)
            throws IOException, InterruptedException {
        shutdown.closing(LabFolder.take(plan.data()));
        SystemTimers timers = shutdown.closing(new SystemTimers());
        Clock clock = new SystemClock();
        out.printf(
                Locale.ROOT,
                "Solution %s%s%s, %,d devices, stores in %s%n",
                plan.solution(),
                plan.mme() == LabMme.plain ? " beside a plain MME" : "",
                plan.reports(),
                plan.devices(),
                plan.data());
        Lab lab = shutdown.closing(new Lab(plan, new Ports(clock, timers, new SystemEntropy())));
        LabResult result =
                measure(
                        plan,
                        lab,
                        clock,
                        first -> new LedgerPrint(plan.solution(), out).print(first));
        return totals(result, out);
    }

    /// The first device alone, then all others.
    ///
    /// @param alone gets the messages of the first
    static LabResult measure(LabPlan plan, Lab lab, Clock clock, Consumer<List<Ledger.Line>> alone)
            throws InterruptedException {
        Fleet fleet = new Fleet(plan.watcher(), plan.refresh());
        long startNs = clock.nowNs();
        lab.ledger().record();
        fleet.run(lab.members().subList(0, 1), () -> {});
        List<Ledger.Line> first = lab.ledger().recorded();
        alone.accept(first);
        List<Fleet.Member> rest = lab.members().subList(1, plan.devices());
        if (plan.devices() < PROGRESS_FROM || !Boolean.getBoolean(TERMINAL)) {
            fleet.run(rest, () -> {});
        } else {
            try (ProgressBar bar = bar(rest.size())) {
                fleet.run(rest, bar::step);
            }
        }
        double seconds = (clock.nowNs() - startNs) / 1e9;
        return new LabResult(
                plan.devices(),
                plan.reports(),
                first,
                fleet.result(),
                lab.comparison(),
                lab.ledger(),
                seconds);
    }

    private static ProgressBar bar(int devices) {
        return new ProgressBarBuilder()
                .setTaskName("devices")
                .setInitialMax(devices)
                .setUpdateIntervalMillis(500)
                .build();
    }

    private boolean totals(LabResult result, PrintWriter out) {
        Ledger ledger = result.totals();
        KeyComparison keys = result.keys();
        result.fleet().failures().forEach(failure -> out.println("FAILED  " + failure));
        out.printf(Locale.ROOT, "devices    %,12d%n", plan.devices());
        out.printf(
                Locale.ROOT, "delivered  %,12d   reports, each way%n", result.fleet().delivered());
        out.printf(Locale.ROOT, "failures   %,12d%n", result.fleet().failed());
        if (plan.reports().protection() == ReportProtection.ua) {
            out.printf(
                    Locale.ROOT,
                    "keys equal %,12d   at both ends, compared in constant time; %d differ, %d seen"
                            + " at one end only%n",
                    keys.matched(),
                    keys.mismatched(),
                    keys.oneSided());
        } else {
            out.printf(
                    Locale.ROOT,
                    "keys equal %,12d   at both ends: report and answer each opened under the key"
                            + " of its sender%n",
                    result.keysEqual());
        }
        if (keys.givenUp() > 0) {
            out.printf(
                    Locale.ROOT,
                    "repeated   %,12d   attempts whose key came too late; their devices attached"
                            + " and tried again%n",
                    keys.givenUp());
        }
        out.printf(Locale.ROOT, "messages   %,12d%n", ledger.messages());
        out.printf(
                Locale.ROOT,
                "octets up  %,12d   from devices: NAS and reports%n",
                ledger.octetsUp());
        out.printf(Locale.ROOT, "octets down%,12d   to devices%n", ledger.octetsDown());
        out.printf(
                Locale.ROOT,
                "seconds    %12.2f   first NAS message to last report, %,.0f devices/s%n",
                result.seconds(),
                plan.devices() / result.seconds());
        out.println(result.isGood() ? "OK: every report arrived and every key matched" : "NOT OK");
        out.flush();
        return result.isGood();
    }
}
