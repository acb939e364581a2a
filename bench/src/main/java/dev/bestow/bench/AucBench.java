package dev.bestow.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What a vector costs on one core, beside libosmocore; and the whole step of the authentication centre
/// beside the sum of its parts. Figures are processor time, medians of rounds in which everything is
/// measured once, each in a process of its own. Usage: `bench/run auc [ROUNDS]`.
public final class AucBench {
    private static final String OSMO = "libosmocore";
    private static final String CACHED = "AucVectors.cachedCipher";
    private static final String FRESH = "AucVectors.freshKey";
    private static final String WHOLE = "AucSubscribers.whole";
    private static final List<String> STEPS =
            List.of(
                    "AucSubscribers.find",
                    "AucSteps.unwrap",
                    "AucSteps.rand",
                    FRESH,
                    "AucSteps.ks");
    private static final String GARBAGE = "gc.alloc.rate.norm";

    /// For the collector to have little to do with a million subscribers, and no threads to do it with.
    private static final String[] JVM = {
        "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "--sun-misc-unsafe-memory-access=allow"
    };

    private final Medians cpuNs = new Medians();
    private final Medians garbage = new Medians();

    private AucBench() {}

    /// Prints two tables; ends with status 1 when libosmocore makes another K_ASME.
    public static void main(String[] arguments) throws Exception {
        String osmo = System.getProperty("bench.osmo", "");
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        System.out.println("AuC, one core: " + Machine.description() + ", " + rounds + " rounds");
        AucBench bench = new AucBench();
        for (int round = 0; round < rounds; round++) {
            bench.measure();
            if (!osmo.isEmpty()) {
                bench.measure(osmo);
            }
        }
        bench.print();
    }

    private void measure() throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(AucVectors.class.getSimpleName())
                        .include(AucSteps.class.getSimpleName())
                        .include(AucSubscribers.class.getSimpleName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(6)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgs(JVM)
                        .addProfiler(AucCpuTime.class)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        for (RunResult result : new Runner(options).run()) {
            String method = result.getParams().getBenchmark();
            String name = method.substring(AucBench.class.getPackageName().length() + 1);
            cpuNs.add(name, score(result, AucCpuTime.NAME));
            garbage.add(name, score(result, GARBAGE));
        }
    }

    private static double score(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name)).getScore();
    }

    private void measure(String osmo) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(osmo, "3").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        String[] kasmeAndRate = said.split(" ", -1);
        if (process.waitFor() != 0 || !kasmeAndRate[0].equals(AucVectors.firstKasmeHex())) {
            System.out.println("libosmocore does not agree: " + said);
            System.exit(1);
        }
        cpuNs.add(OSMO, 1e9 / Double.parseDouble(kasmeAndRate[1]));
    }

    private void print() {
        System.out.println(
                "MILENAGE vector with K_ASME               vectors/s     ns  garbage octets  of"
                        + " libosmocore");
        double osmo = cpuNs.median(OSMO);
        if (osmo > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%-40s  %,9.0f  %5.0f%n",
                    "libosmocore, K anew with each",
                    1e9 / osmo,
                    osmo);
        }
        vector("hot subscriber, cipher stays keyed", CACHED, osmo);
        vector("K anew with each, wiped afterwards", FRESH, osmo);
        System.out.println();
        System.out.println(
                "Step, random one of a million subscribers                ns  garbage octets");
        double sum = 0;
        for (String step : STEPS) {
            step(step);
            sum += cpuNs.median(step);
        }
        step(WHOLE);
        System.out.printf(
                Locale.ROOT, "whole, of the sum of its steps: %.2f%n", cpuNs.median(WHOLE) / sum);
    }

    private void vector(String label, String name, double osmo) {
        double ns = cpuNs.median(name);
        System.out.printf(
                Locale.ROOT,
                "%-40s  %,9.0f  %5.0f  %,14.0f  %14s%n",
                label,
                1e9 / ns,
                ns,
                garbage.median(name),
                osmo > 0 ? String.format(Locale.ROOT, "%.2f", osmo / ns) : "-");
    }

    private void step(String name) {
        System.out.printf(
                Locale.ROOT,
                "%-51s  %5.0f  %,14.0f%n",
                name,
                cpuNs.median(name),
                garbage.median(name));
    }

    /// What each round found, by name.
    private static final class Medians {
        private final Map<String, List<Double>> found = new HashMap<>();

        void add(String name, double value) {
            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }

        /// Not a number when nothing was found.
        double median(String name) {
            List<Double> sorted = found.getOrDefault(name, List.of()).stream().sorted().toList();
            return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
        }
    }
}
