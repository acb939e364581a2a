package dev.bestow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Attaches a second of the lab as a newcomer runs it: a fresh Java for every run, so that its warm-up
/// counts, the default store and its fsync, devices and nodes on the same cores. Beside it, what bare
/// sockets do with as many round trips: the limit of loopback, with no work in between. Usage: `bench/run
/// lab [DEVICES [RUNS]]`.
public final class LabBench {
    /// About what a message of the journey has: 190,000 of them carry some 50 MB.
    private static final int MESSAGE_OCTETS = 256;

    private LabBench() {}

    private record Run(double seconds, long messages) {}

    /// Prints every run, the median and its share of the limit; ends with status 1 when a run failed.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        System.out.println("the lab, a fresh Java each run: " + Machine.description());
        double[] seconds = new double[runs];
        long messages = 0;
        for (int i = 0; i < runs; i++) {
            Run run = run(devices);
            seconds[i] = run.seconds();
            messages = run.messages();
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %,d devices in %.2f s, %,.0f devices/s, %,d messages%n",
                    i + 1,
                    devices,
                    run.seconds(),
                    devices / run.seconds(),
                    run.messages());
        }
        Arrays.sort(seconds);
        double median = seconds[runs / 2];
        RawPingPong.rate(MESSAGE_OCTETS, MESSAGE_OCTETS, 1, 1);
        double limit = RawPingPong.rate(MESSAGE_OCTETS, MESSAGE_OCTETS, 1, 3);
        double roundTrips = messages / 2.0 / median;
        System.out.printf(
                Locale.ROOT,
                "median %.2f s, %,.0f devices/s; %,.0f round trips/s, bare sockets one at a time"
                        + " %,.0f: %.0f %%%n",
                median,
                devices / median,
                roundTrips,
                limit,
                100 * roundTrips / limit);
    }

    private static Run run(int devices) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("bestow.root", "."));
        Process lab =
                new ProcessBuilder(
                                root.resolve("bestow").toString(),
                                "lab",
                                "--devices",
                                Integer.toString(devices),
                                "--data",
                                root.resolve("bench/target/lab").toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String out = new String(lab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (lab.waitFor() != 0) {
            System.out.print(out);
            System.out.println("the lab ended with status " + lab.exitValue());
            System.exit(1);
        }
        var totals = new LabTotals(out);
        return new Run(totals.seconds(), totals.messages());
    }
}
