package dev.bestow.bench;

import dev.bestow.cli.lab.FleetWatcher;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.log.LogLevel;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import org.rocksdb.RocksDBException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// A fleet that has never attached does so at once and sends its first report, all nodes and all devices in this
/// process: devices a second, their processor time, how long attach and report take, the heap that is live, messages
/// that were sent again and what the stores have grown to. The figures of each quarter are its own, so that the last
/// ones are those of warm code. Usage: `bench/run storm [DEVICES [SOLUTION]]`.
public final class StormBench implements FleetWatcher {
    private static final List<String> ROWS = List.of("12", "2");
    private static final int QUARTERS = 4;

    private final int devices;
    private final int[] attachUs;
    private final int[] reportUs;
    private final long[] sinceNs;
    private final AtomicInteger ended = new AtomicInteger();
    private long quarterNs;
    private long quarterCpuNs;

    private StormBench(int devices) {
        this.devices = devices;
        this.attachUs = new int[devices];
        this.reportUs = new int[devices];
        this.sinceNs = new long[devices];
    }

    /// Prints a table for each row; ends with status 1 when a device failed.
    public static void main(String[] arguments) throws Exception {
        int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        List<String> rows = arguments.length > 1 ? List.of(arguments[1]) : ROWS;
        LogOutput.show(LogLevel.warning);
        boolean good = true;
        for (String row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d devices attach and report, #%s: %s%n",
                    devices,
                    row,
                    Machine.description());
            good &= new StormBench(devices).run(SolutionTable.named(row));
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(Solution row) throws IOException, InterruptedException, RocksDBException {
        Path folder = BenchFolder.fresh("storm");
        StringWriter told = new StringWriter();
        boolean good;
        System.out.println("devices ended  devices/s  cpu ms each  live heap MB");
        try (Shutdown shutdown = Shutdown.onTermination("storm")) {
            good =
                    new LabRun(row, devices, folder, false)
                            .watched(this)
                            .run(shutdown, new PrintWriter(told));
        }
        print("attach", attachUs);
        print("report", reportUs);
        LabTotals totals = new LabTotals(told.toString());
        System.out.printf(
                Locale.ROOT,
                "messages: %.2f a device, %d of the first, which went alone%n",
                (double) totals.messages() / devices,
                totals.messagesOfFirst());
        System.out.printf(
                Locale.ROOT,
                "octets of disk a device, compacted: HSS %.0f, key server %.0f%n",
                disk(folder.resolve("hss")),
                disk(folder.resolve(LabNodes.keyServer(row).split("\\.", 2)[0])));
        BenchFolder.delete(folder);
        if (!good) {
            System.out.println(told);
        }
        return good;
    }

    private double disk(Path store) throws IOException, RocksDBException {
        try (StoreOfRocks rows = new StoreOfRocks(store.resolve("rows"))) {
            rows.compact();
        }
        return (double) BenchFolder.size(store) / devices;
    }

    private static void print(String what, int[] us) {
        Arrays.sort(us);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p99 %.1f ms%n",
                what,
                us[us.length / 2] / 1e3,
                us[us.length * 99 / 100] / 1e3);
    }

    /// The first one goes alone, through code that nothing has compiled yet; the clocks start after it.
    @Override
    public void began(int number) {
        if (number == 1) {
            startQuarter();
        }
        sinceNs[number] = System.nanoTime();
    }

    @Override
    public void attached(int number) {
        long nowNs = System.nanoTime();
        attachUs[number] = (int) ((nowNs - sinceNs[number]) / 1_000);
        sinceNs[number] = nowNs;
    }

    @Override
    public void delivered(int number) {
        reportUs[number] = (int) ((System.nanoTime() - sinceNs[number]) / 1_000);
    }

    @Override
    public void ended(int number) {
        int count = ended.incrementAndGet();
        int quarter = Math.max(1, devices / QUARTERS);
        if (count % quarter == 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%,13d  %,9.0f  %11.2f",
                    count,
                    quarter * 1e9 / (System.nanoTime() - quarterNs),
                    (Machine.cpuNs() - quarterCpuNs) / 1e6 / quarter);
            System.out.printf(Locale.ROOT, "  %12.1f%n", Machine.liveOctets() / 1e6);
            startQuarter();
        }
    }

    private void startQuarter() {
        quarterNs = System.nanoTime();
        quarterCpuNs = Machine.cpuNs();
    }
}
