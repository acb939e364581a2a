package dev.bestow.keystore.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program of these tests in a process of its own.
final class Forked {
    private Forked() {}

    /// The command line that runs `program`.
    static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Where RocksDB unpacks its library: a process that is killed leaves it behind.
    static Map<String, String> nativesIn(Path folder) {
        return Map.of("ROCKSDB_SHAREDLIB_DIR", folder.toString());
    }
}
