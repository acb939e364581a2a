package dev.bestow.network.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Monitoring;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.north.AuditLine;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The log of keys that left: what a line has, and when no key leaves.
final class AuditLogTest {
    private static final AuditLine.Requester REQUESTER =
            new AuditLine.Requester(AsId.parse("as.example.net"), "192.0.2.7:40112", null);
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.250Z");
    private static final String LINE =
            """
            {"time":"2026-11-30T12:00:00.250Z","endpoint":"as.example.net","requester":"192.0.2.7:40112",\
            "key":"ksAs","randId":"2a99dfa5","guti":"00f110800112c0de0001","eksi":3,\
            "externalIdentifier":"meter1@example.net","expiry":"2026-12-01T00:00:00Z"}\
            """;

    @TempDir private Path data;
    private final Time time = new Time();
    private final List<Supplier<List<String>>> readiness = new ArrayList<>();
    private final List<AuditLog> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(AuditLog::close);
    }

    private AuditLog log(long fileOctets, int keptDays) {
        var ports =
                new Ports(
                        time,
                        (_, _) -> () -> {},
                        _ -> {},
                        new Monitoring() {
                            @Override
                            public void readiness(Supplier<List<String>> missing) {
                                readiness.add(missing);
                            }
                        });
        AuditLog log = AuditLog.open(data, new AuditLimits(fileOctets, keptDays), ports);
        open.add(log);
        return log;
    }

    private static RetrievedKey key() {
        byte[] octets = new byte[KsAs.OCTETS];
        octets[0] = (byte) 0xab;
        octets[1] = (byte) 0xcd;
        return new RetrievedKey(
                new KsAs(Secret.taking(octets)),
                Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5"),
                new KeyName.ByGuti(
                        new Guti(PlmnId.parse("001/01"), 0x8001, 0x12, 0xc0de0001), new Eksi(3)),
                KeyRoot.CK_IK,
                Instant.parse("2026-12-01T00:00:00Z"),
                new KeySubject.Subscriber("meter1@example.net", Imsi.parse("001010000000001")),
                true);
    }

    private Path file(String name) {
        return data.resolve("audit").resolve(name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("audit"))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Test
    void aLineNamesTheKeyAndWhoGotItAndHasNeitherKeyNorImsi() throws IOException {
        log(1_000_000, 400).leaving(List.of(key()), REQUESTER);
        assertThat(Files.readString(file("keys-2026-11-30-001.jsonl")))
                .isEqualTo(LINE + "\n")
                .doesNotContain("abcd")
                .doesNotContain("001010000000001");
        assertThat(Files.getPosixFilePermissions(data.resolve("audit"))).hasSize(3);
    }

    @Test
    void aLineThatWasTornByAKillIsEndedAndTheOthersStay() throws IOException {
        log(1_000_000, 400).leaving(List.of(key()), REQUESTER);
        Path file = file("keys-2026-11-30-001.jsonl");
        Files.writeString(file, LINE + "\n" + LINE.substring(0, 40));
        log(1_000_000, 400).leaving(List.of(key(), key()), REQUESTER);
        assertThat(Files.readAllLines(file))
                .containsExactly(LINE, LINE.substring(0, 40), LINE, LINE);
    }

    /// A file that takes nothing stands for a disk that is full.
    @Test
    void whatCannotBeWrittenDoesNotLeaveAndTheNodeSaysSo() throws IOException {
        Path full = Path.of("/dev/full");
        assertThat(full).as("a Linux machine").exists();
        AuditLog log = log(1_000_000, 400);
        Path file = file("keys-2026-11-30-001.jsonl");
        Files.createSymbolicLink(file, full);
        assertThat(readiness.getFirst().get()).isEmpty();
        assertThatThrownBy(() -> log.leaving(List.of(key()), REQUESTER))
                .isInstanceOf(AuditFailure.class)
                .hasMessageContaining("No space left");
        assertThat(readiness.getFirst().get())
                .singleElement()
                .asString()
                .contains("no key leaves", "No space left");
        Files.delete(file);
        assertThat(readiness.getFirst().get()).as("there is room again").isEmpty();
        log.leaving(List.of(key()), REQUESTER);
        assertThat(Files.readAllLines(file)).contains(LINE);
    }

    @Test
    void aFileIsForOneDayOrUntilItIsFull() throws IOException {
        AuditLog log = log(2L * LINE.length(), 400);
        for (int i = 0; i < 4; i++) {
            log.leaving(List.of(key()), REQUESTER);
        }
        time.now = NOON.plus(Duration.ofHours(12));
        log.leaving(List.of(key()), REQUESTER);
        assertThat(files())
                .containsExactly(
                        "keys-2026-11-30-001.jsonl",
                        "keys-2026-11-30-002.jsonl",
                        "keys-2026-12-01-001.jsonl");
        assertThat(Files.readAllLines(file("keys-2026-11-30-001.jsonl"))).hasSize(2);
    }

    @Test
    void filesThatWereKeptForLongEnoughGoAndOthersAreLeftAlone() throws IOException {
        AuditLog log = log(1_000_000, 2);
        Files.writeString(file("keys-notes.jsonl"), "an operator's");
        for (int day = 0; day < 4; day++) {
            time.now = NOON.plus(Duration.ofDays(day));
            log.leaving(List.of(key()), REQUESTER);
        }
        assertThat(files())
                .containsExactly(
                        "keys-2026-12-01-001.jsonl",
                        "keys-2026-12-02-001.jsonl",
                        "keys-2026-12-03-001.jsonl",
                        "keys-notes.jsonl");
    }

    @Test
    void linesOfRequestsAtTheSameTimeAreWhole() throws IOException {
        AuditLog log = log(10L * LINE.length(), 400);
        int count = 400;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                threads.execute(() -> log.leaving(List.of(key()), REQUESTER));
            }
        }
        int lines = 0;
        for (String name : files()) {
            List<String> all = Files.readAllLines(file(name));
            assertThat(all).containsOnly(LINE);
            lines += all.size();
        }
        assertThat(lines).isEqualTo(count);
    }

    private static final class Time implements Clock {
        private Instant now = NOON;

        @Override
        public long nowMs() {
            return now.toEpochMilli();
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
