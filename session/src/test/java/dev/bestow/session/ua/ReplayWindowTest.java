package dev.bestow.session.ua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void firstCountersAreFree() {
        assertThat(window.isTaken(0)).isFalse();
        assertThat(window.complete(0, 0)).isZero();
        assertThat(window.complete(63, 0)).isEqualTo(63);
        assertThat(window.complete(64, 0)).isEqualTo(-1);
        assertThat(window.complete(64, 1)).isEqualTo(64);
    }

    @Test
    void lowestOfTheWindowIsTakenOnceAndTheOneBelowIsTooOld() {
        window.take(1_000);
        assertThat(window.isTaken(1_000)).isTrue();
        assertThat(window.isTaken(1_000 - 63)).isFalse();
        assertThat(window.isTaken(1_000 - 64)).isTrue();
        window.take(1_000 - 63);
        assertThat(window.isTaken(1_000 - 63)).isTrue();
        assertThat(window.isTaken(1_000 - 62)).isFalse();
    }

    @Test
    void leapOfTheWholeWindowClearsIt() {
        window.take(10);
        window.take(10 + 63);
        assertThat(window.isTaken(10)).isTrue();
        window.take(10 + 64);
        assertThat(window.isTaken(10 + 63)).isTrue();
        assertThat(window.isTaken(11)).isFalse();
        window.take(10 + 64 + 64);
        assertThat(window.isTaken(10 + 64)).isTrue();
        assertThat(window.isTaken(10 + 65)).isFalse();
    }

    @Test
    void sevenBitsAreCompletedFrom63BelowTo64Above() {
        window.take(1_000);
        for (long counter = 1_000 - 63; counter <= 1_000 + 64; counter++) {
            assertThat(window.complete((int) (counter % 128), 0)).isEqualTo(counter);
        }
        assertThat(window.complete((1_000 + 65) % 128, 0)).isEqualTo(1_000 - 63);
        assertThat(window.complete((1_000 + 65) % 128, 1)).isEqualTo(1_000 + 65);
        assertThat(window.complete((1_000 + 448) % 128, 3)).isEqualTo(1_000 + 448);
    }

    @Test
    void nothingIsCompletedBeyondTheLastCounter() {
        window.take(ReplayWindow.MAX_COUNTER - 1);
        int lastLow = (int) (ReplayWindow.MAX_COUNTER % 128);
        assertThat(window.complete(lastLow, 0)).isEqualTo(ReplayWindow.MAX_COUNTER);
        assertThat(window.complete(0, 0)).isEqualTo(-1);
    }

    @Test
    void agreesWithASetThatRemembersEverything() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        Set<Long> taken = new HashSet<>();
        long highest = -1;
        for (int step = 0; step < 20_000; step++) {
            long counter = Math.max(0, highest + random.nextInt(200) - 120);
            boolean expected = counter <= highest - 64 || taken.contains(counter);
            assertThat(window.isTaken(counter))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(expected);
            if (!expected) {
                window.take(counter);
                taken.add(counter);
                highest = Math.max(highest, counter);
            }
        }
    }
}
