package dev.bestow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.link.control.ControlClient;
import dev.bestow.link.control.ControlServer;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.control.NodeControl;
import dev.bestow.network.control.TraceAction;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemTimers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// `subscriber trace` as an operator types it.
class TraceCommandTest {
    private static final String MME =
            """
            node: mme
            identity: {plmn: 001/01, mmeGroup: 8001, mmeCode: 12}
            diameter: {listen: 127.0.0.1:0}
            nas: {listen: 127.0.0.1:0}
            store: {path: data/mme}
            policy: {solution: none}
            """;

    private final SubscriberTrace<Happened> trace = new SubscriberTrace<>(new SystemClock());
    private HssFolder hss;
    private Path data;

    private record Happened(String line) implements SubscriberTrace.Event {
        @Override
        public SubscriberTrace.Finding finding() {
            return SubscriberTrace.Finding.noKey("key", "it was lost");
        }
    }

    @BeforeEach
    void configured(@TempDir Path folder) throws IOException {
        hss = new HssFolder(folder);
        data = folder.resolve("data/hss");
    }

    private ControlServer running(SystemTimers timers, Map<String, CountDownLatch> others)
            throws IOException {
        var action =
                new TraceAction<>(
                        trace,
                        _ -> {
                            throw new InvalidValue("IMSI", "is no subscriber's");
                        });
        var all = new HashMap<String, ControlAction>();
        all.put(TraceAction.VERB, action);
        others.forEach((verb, end) ->
                all.put(
                        verb,
                        (_, progress) -> {
                            progress.accept("begun");
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return "ended";
                        }));
        return ControlServer.start(data, timers, new NodeControl(all));
    }

    @Test
    void aRunningNodeTellsWhatHappenedAndWhatThatComesTo() throws IOException {
        trace.note(Imsi.parse(HssFolder.IMSI), new Happened("a key left"));
        try (SystemTimers timers = new SystemTimers();
                ControlServer _ = running(timers, Map.of())) {
            assertThat(hss.run("subscriber", "trace", HssFolder.IMSI)).isEqualTo(ExitStatus.OK);
            assertThat(hss.out)
                    .matches(
                            "(?s)20[0-9-]+T[0-9:.]+Z {2}a key left\\R"
                                    + "no key: it was lost \\(\\d s ago\\)\\R");
            assertThat(hss.err).isEmpty();
            assertThat(hss.run("subscriber", "trace", "001010000000002"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(hss.err).contains("the running hss: failed IMSI: is no subscriber's");
            assertThat(hss.out).isEmpty();
        }
    }

    @Test
    void aBackupUnderWayKeepsNobodyFromAsking() throws Exception {
        trace.note(Imsi.parse(HssFolder.IMSI), new Happened("a key left"));
        var end = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        try (SystemTimers timers = new SystemTimers();
                ControlServer _ = running(timers, Map.of("long", end))) {
            Thread asker =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    var _ = ControlClient.ask(data, "long", _ -> begun.countDown());
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            begun.await();
            assertThat(hss.run("subscriber", "trace", HssFolder.IMSI)).as(hss.err).isZero();
            end.countDown();
            asker.join();
        }
    }

    @Test
    void aNodeThatDoesNotRunHasNoTrace() {
        assertThat(hss.run("subscriber", "trace", HssFolder.IMSI)).isEqualTo(ExitStatus.FAILED);
        assertThat(hss.err)
                .contains("no hss runs on", "start it with 'bestow hss --config", "and ask again");
    }

    @Test
    void whatIsNoImsiAndWhatKeepsNoTraceIsRefused() throws IOException {
        assertThat(hss.run("subscriber", "trace", "12345")).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err).contains("IMSI: has 5 digits, needs 6 to 15");
        hss.configure(MME);
        assertThat(hss.run("subscriber", "trace", HssFolder.IMSI)).isEqualTo(ExitStatus.REFUSED);
        assertThat(hss.err)
                .contains("node: is mme, which keeps no trace; ask the hss, the scef or the emks");
    }

    @Test
    void helpTeachesWhereToStart() {
        assertThat(hss.runPlain("subscriber", "trace", "--help")).isEqualTo(ExitStatus.OK);
        assertThat(hss.out)
                .contains(
                        "Start at the HSS",
                        "bestow subscriber trace 001010000000001 --config scef.yaml");
        assertThat(hss.runPlain("subscriber", "--help")).isEqualTo(ExitStatus.OK);
        assertThat(hss.out).contains("trace");
    }
}
