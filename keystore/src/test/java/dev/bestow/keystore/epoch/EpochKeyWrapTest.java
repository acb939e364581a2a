package dev.bestow.keystore.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.UnwrapFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;

final class EpochKeyWrapTest {
    private static final EpochKeyPlan PLAN = new EpochKeyPlan(1_000, 3_000, 10_000);
    private static final String ROW = "Ks:001010000000001:00";

    private final Entropy entropy = new Random(9)::nextBytes;

    @TempDir private Path parent;

    private EpochKeyWrap open(long nowMs) {
        return EpochKeyWrap.open(parent.resolve("epochs"), PLAN, entropy, nowMs);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(parent.resolve("epochs"))) {
            return files.sorted().toList();
        }
    }

    private static Secret secret() {
        return Secret.taking(new byte[] {1, 2, 3, 4});
    }

    @Test
    void unwrapsAcrossARestartWhatItWrapped() throws IOException {
        Octets wrapped = open(0).wrap(ROW, secret());
        assertThat(open(500).unwrap(ROW, wrapped)).isEqualTo(secret());
        assertThat(files()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void aReplacedKeyUnwrapsForTheLifeOfItsKeysAndIsDestroyedThen() throws IOException {
        EpochKeyWrap wrap = open(0);
        Octets first = wrap.wrap(ROW, secret());
        assertThat(wrap.rotate(999)).isZero();
        assertThat(files()).hasSize(1);
        wrap.rotate(1_000);
        Octets second = wrap.wrap(ROW, secret());
        assertThat(files()).hasSize(2);
        assertThat(wrap.rotate(1_999)).isZero();
        assertThat(wrap.unwrap(ROW, first)).isEqualTo(secret());
        wrap.rotate(2_000);
        wrap.rotate(3_000);
        wrap.rotate(3_999);
        assertThat(wrap.unwrap(ROW, first)).isEqualTo(secret());
        assertThat(wrap.rotate(4_000)).isEqualTo(1);
        assertThatThrownBy(() -> wrap.unwrap(ROW, first)).isInstanceOf(UnwrapFailed.class);
        assertThat(wrap.unwrap(ROW, second)).isEqualTo(secret());
        assertThatThrownBy(() -> open(4_000).unwrap(ROW, first)).isInstanceOf(UnwrapFailed.class);
        assertThat(files()).noneMatch(file -> file.getFileName().toString().startsWith("epoch-1-"));
    }

    @Test
    void theStandardPlanFollowsTheLongestLifeOfAKey() throws IOException {
        long day = 86_400_000;
        EpochKeyPlan plan = EpochKeyPlan.forKeysLiving(56 * day);
        Path folder = parent.resolve("weeks");
        EpochKeyWrap wrap = EpochKeyWrap.open(folder, plan, entropy, 0);
        Octets first = wrap.wrap(ROW, secret());
        for (int i = 1; i <= 57; i++) {
            wrap.rotate(i * day - 1);
            assertThat(wrap.unwrap(ROW, first)).as("day %d", i).isEqualTo(secret());
            wrap.rotate(i * day);
        }
        assertThatThrownBy(() -> wrap.unwrap(ROW, first)).isInstanceOf(UnwrapFailed.class);
    }

    /// Far enough for the time of every key there is to be over, near enough for a stop.
    @Test
    void aClockThatJumpsAtARestartDestroysNoEpochKey() {
        Octets wrapped = open(0).wrap(ROW, secret());
        for (int restart = 1; restart <= PLAN.successors() - 1; restart++) {
            EpochKeyWrap jumped = open(restart % 2 == 0 ? 500 : 10_000);
            jumped.rotate(10_500);
            assertThat(jumped.unwrap(ROW, wrapped)).isEqualTo(secret());
        }
    }

    @Test
    void aClockFarFromTheNewestKeyIsDoubtedAndTurnsNothingOver() throws IOException {
        EpochKeyWrap wrap = open(0);
        Octets wrapped = wrap.wrap(ROW, secret());
        assertThat(wrap.clockDoubt(11_000)).isEmpty();
        assertThat(wrap.clockDoubt(11_001)).hasValue(11);
        assertThat(wrap.clockDoubt(-1_000)).isEmpty();
        assertThat(wrap.clockDoubt(-1_001)).hasValue(-1);
        for (int day = 0; day < 20; day++) {
            assertThat(wrap.rotate(1_000_000 + 1_000 * day)).isZero();
        }
        assertThat(files()).hasSize(1);
        assertThat(wrap.unwrap(ROW, wrapped)).isEqualTo(secret());
        assertThat(open(2_000_000).clockDoubt(2_000_000)).hasValue(2_000);
    }

    @Test
    void afterALongStopTheOperatorsWordTurnsThemOverAgain() throws IOException {
        open(0).close();
        EpochKeyWrap wrap = open(100_000);
        assertThat(files()).hasSize(1);
        wrap.confirmClock(100_000);
        assertThat(wrap.clockDoubt(100_000)).isEmpty();
        assertThat(files()).hasSize(2);
        wrap.rotate(101_000);
        assertThat(files()).hasSize(3);
    }

    @Test
    void aKeyMadeUnderAClockThatWasAheadCountsAsMadeNowOnTheOperatorsWord() {
        Octets before = open(0).wrap(ROW, secret());
        EpochKeyWrap ahead = open(9_000);
        Octets meanwhile = ahead.wrap(ROW, secret());
        EpochKeyWrap wrap = open(2_000);
        assertThat(wrap.clockDoubt(2_000)).hasValue(-7);
        wrap.confirmClock(2_000);
        assertThat(wrap.clockDoubt(2_000)).isEmpty();
        for (EpochKeyWrap each : List.of(wrap, open(2_500))) {
            assertThat(each.unwrap(ROW, before)).isEqualTo(secret());
            assertThat(each.unwrap(ROW, meanwhile)).isEqualTo(secret());
        }
        for (long nowMs = 3_000; nowMs < 6_000; nowMs += 1_000) {
            wrap.rotate(nowMs);
            assertThat(wrap.unwrap(ROW, meanwhile)).isEqualTo(secret());
        }
    }

    @Test
    void unwrapsNothingThatWasTouchedOrMoved() {
        EpochKeyWrap wrap = open(0);
        Octets wrapped = wrap.wrap(ROW, secret());
        assertThatThrownBy(() -> wrap.unwrap("Ks:001010000000002:00", wrapped))
                .isInstanceOf(UnwrapFailed.class)
                .hasMessageContaining("Ks:00101…:00");
        for (int i = 0; i < wrapped.length(); i++) {
            byte[] flipped = wrapped.toArray();
            flipped[i] ^= 1;
            assertThatThrownBy(() -> wrap.unwrap(ROW, Octets.copyOf(flipped)))
                    .isInstanceOf(UnwrapFailed.class);
        }
        assertThatThrownBy(() -> wrap.unwrap(ROW, Octets.EMPTY)).isInstanceOf(UnwrapFailed.class);
    }

    @Test
    void refusesAKeyFileOthersCanReadOrOfAnotherLength() throws IOException {
        open(0).close();
        Path file = files().getFirst();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> open(0))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, new byte[31]);
        assertThatThrownBy(() -> open(0))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("32 octets");
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        open(0).close();
        Path other = parent.resolve("epochs/README");
        Files.writeString(other, "mine");
        open(10_000).close();
        assertThat(other).hasContent("mine");
    }
}
