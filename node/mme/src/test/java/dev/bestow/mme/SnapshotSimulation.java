package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.mme.StartedMme.Attached;
import dev.bestow.wire.t6a.KeyAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// Attaches, snapshots, stops and kills in any order: no name ever selects another's key. `-Dseed=N`
/// replays one history.
final class SnapshotSimulation {
    private static final int HISTORIES = 300;
    private static final int STEPS = 60;
    private static final int SUBSCRIBERS = 3;

    /// As many runs of one UE may be forgotten; see `UeContext`.
    private static final int MAX_FORGOTTEN = 3;

    /// Apart enough that eKSIs do not come round within a grace time.
    private static final int STEP_MS = 200_000;

    @TempDir private Path folder;

    @Test
    void noNameEverSelectsAnothersKey() {
        Long replayed = Long.getLong("seed");
        if (replayed != null) {
            new History(replayed).run();
            return;
        }
        for (long seed = 0; seed < HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    /// A key set with the GUTI its UE had before it.
    private record Named(Attached ue, @Nullable Guti before) {}

    private final class History {
        private final long seed;
        private final Random random;
        private final StartedMme.Time time = new StartedMme.Time();
        private final EpochKeyWrap wrap;
        private final List<Named> all = new ArrayList<>();
        private final Map<Imsi, Attached> latest = new HashMap<>();
        private final Map<Imsi, Integer> sinceSnapshot = new HashMap<>();
        private final Set<Imsi> forgotten = new HashSet<>();
        private byte @Nullable [] snapshot;
        private long starts = 1;
        private StartedMme mme;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            Path epochs = folder.resolve(Long.toString(seed));
            wrap =
                    EpochKeyWrap.open(
                            epochs, EpochKeyPlan.STANDARD, random::nextBytes, time.nowMs());
            mme = new StartedMme("11", starts, time, random);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                time.pass(STEP_MS + random.nextInt(STEP_MS));
                switch (random.nextInt(8)) {
                    case 0 -> snapshot(SnapshotMoment.RUNNING);
                    case 1 -> restart();
                    case 2 -> {
                        snapshot(SnapshotMoment.STOPPED);
                        restart();
                    }
                    default -> attach(Imsi.parse("00101000000000" + random.nextInt(SUBSCRIBERS)));
                }
                all.forEach(this::expectOwnKeyOrNone);
            }
        }

        private void attach(Imsi imsi) {
            if (sinceSnapshot.merge(imsi, 1, Integer::sum) > MAX_FORGOTTEN) {
                return;
            }
            Attached before = latest.get(imsi);
            Attached ue = Objects.requireNonNull(mme.attach(imsi));
            all.add(new Named(ue, before == null ? null : before.guti()));
            latest.put(imsi, ue);
            forgotten.remove(imsi);
            expectServed(ue);
        }

        private void snapshot(SnapshotMoment moment) {
            snapshot = mme.save(wrap, moment);
            sinceSnapshot.clear();
        }

        private void restart() {
            time.drop();
            starts++;
            mme = new StartedMme("11", starts, time, random);
            if (snapshot != null) {
                assertThat(mme.restore(wrap, snapshot))
                        .as("seed %d", seed)
                        .isInstanceOf(RestoreOutcome.Restored.class);
            }
            forgotten.addAll(snapshot == null ? latest.keySet() : sinceSnapshot.keySet());
            latest.values().forEach(this::expectServed);
        }

        /// The key in use, unless a kill has made the MME forget it.
        private void expectServed(Attached ue) {
            if (forgotten.contains(ue.imsi())) {
                return;
            }
            KeyAnswer answer = mme.ask(ue.guti(), ue.eksi(), null);
            assertThat(StartedMme.isKeyOf(answer, ue)).as("seed %d: %s", seed, answer).isTrue();
        }

        private void expectOwnKeyOrNone(Named named) {
            Attached ue = named.ue();
            expectOnly(ue, mme.ask(ue.guti(), ue.eksi(), null));
            expectOnly(ue, mme.ask(ue.guti(), null, ue.rand().id()));
            if (named.before() != null) {
                expectOnly(ue, mme.ask(named.before(), ue.eksi(), null));
            }
            Attached current = latest.get(ue.imsi());
            expectOnly(current == null ? ue : current, mme.ask(ue.guti(), null, null));
        }

        private void expectOnly(Attached ue, KeyAnswer answer) {
            if (answer instanceof KeyAnswer.Key) {
                assertThat(StartedMme.isKeyOf(answer, ue))
                        .as("seed %d: %s got %s", seed, ue.guti(), answer)
                        .isTrue();
            }
        }
    }
}
