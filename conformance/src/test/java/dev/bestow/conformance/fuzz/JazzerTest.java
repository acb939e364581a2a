package dev.bestow.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The long form of [DecodersTest]: Jazzer on one decoder after the other, each in a process of its own, for
/// `-Dfuzz.seconds=`; `-Dfuzz.decoder=` names one or several. Runs with `-Pfuzz`, which brings Jazzer. What it finds
/// joins the corpus, and so fails here once and in [DecodersTest] until it is mended.
class JazzerTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    /// libFuzzer's own start and end.
    private static final int GRACE_SECONDS = 60;

    private static final int MAX_OCTETS = 2_048;
    private static final int INPUT_SECONDS = 10;
    private static final Pattern UNITS = Pattern.compile("stat::number_of_executed_units: +(\\d+)");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

    private final Path work = Path.of("target", "fuzz").toAbsolutePath();

    static Set<String> decoders() {
        String named = System.getProperty("fuzz.decoder", "");
        return named.isBlank()
                ? Decoders.ALL.keySet()
                : new TreeSet<>(List.of(named.split(",", -1)));
    }

    @Test
    void everyNameIsThatOfADecoder() {
        assertThat(Decoders.ALL.keySet()).containsAll(decoders());
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void jazzerFindsNothing(String name) throws Exception {
        assumeTrue(SECONDS > 0, "-Pfuzz -Dfuzz.seconds= says how long");
        Path folder = work.resolve(name);
        Path seeds = folder.resolve("seeds");
        Path grown = Files.createDirectories(folder.resolve("grown"));
        Corpus.of(name).unpack(seeds);
        Path log = folder.resolve("log");
        Process jazzer =
                new ProcessBuilder(command(name, grown, seeds))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends, see %s", name, log)
                    .isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        List<String> found = findings(name, folder);
        String said = Files.readString(log);
        System.out.printf(
                "%-20s %5d s %,12d inputs %6s edges %3d findings%n",
                name,
                SECONDS,
                Long.parseLong(last(UNITS, said)),
                last(COVERED, said),
                found.size());
        assertThat(found).as("inputs that break %s, see %s", name, log).isEmpty();
        assertThat(jazzer.exitValue()).as("%s, see %s", name, log).isZero();
    }

    private static List<String> command(String name, Path grown, Path seeds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-ea",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfuzz.decoder=" + name,
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                JAZZER,
                "--target_class=" + JazzerTarget.class.getName(),
                "--instrumentation_includes=dev.bestow.**",
                "--instrumentation_excludes=dev.bestow.conformance.**",
                "--custom_hook_excludes=ch.qos.**:org.**",
                "-max_total_time=" + SECONDS,
                "-max_len=" + MAX_OCTETS,
                "-timeout=" + INPUT_SECONDS,
                "-print_final_stats=1",
                grown.toString(),
                seeds.toString());
    }

    /// In hex; they are in the corpus from now on.
    private static List<String> findings(String name, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{crash,timeout,oom}-*")) {
            for (Path file : files) {
                byte[] input = Files.readAllBytes(file);
                found.add(HexFormat.of().formatHex(input));
                Corpus.of(name).add("Jazzer, " + LocalDate.now(ZoneOffset.UTC), input);
                Files.delete(file);
            }
        }
        return found;
    }

    private static String last(Pattern pattern, String text) {
        String last = "0";
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }
}
