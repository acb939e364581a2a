package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class AntiReplayWindowTest {
    private final AntiReplayWindow window = new AntiReplayWindow();

    @Test
    void numberZeroIsNobodys() {
        assertThat(window.isTaken(0)).isTrue();
        assertThat(window.isTaken(1)).isFalse();
    }

    @Test
    void whatLiesBelowTheWindowIsTaken() {
        window.take(1_000);
        assertThat(window.isTaken(1_000 - AntiReplayWindow.SIZE)).isTrue();
        assertThat(window.isTaken(1_000 - AntiReplayWindow.SIZE + 1)).isFalse();
    }

    @Test
    void aJumpForgetsWhatItLeavesBehind() {
        for (long number = 1; number <= 300; number++) {
            window.take(number);
        }
        window.take(1L << 40);
        assertThat(window.isTaken((1L << 40) - 1)).isFalse();
        assertThat(window.isTaken(300)).isTrue();
    }

    /// RFC 4303 Appendix A2.2, both cases, and the beginning.
    @Test
    void theHighHalfFollowsFromTheWindow() {
        assertThat(window.complete(1)).isEqualTo(1);
        assertThat(window.complete(-1)).isNegative();
        window.take(0x1_0000_0005L);
        assertThat(window.complete(6)).isEqualTo(0x1_0000_0006L);
        assertThat(window.complete(-1)).isEqualTo(0xffff_ffffL);
        window.take(0x1_8000_0000L);
        assertThat(window.complete(0x7fff_ffff)).isEqualTo(0x1_7fff_ffffL);
        assertThat(window.complete(5)).isEqualTo(0x2_0000_0005L);
    }

    /// Against a set that forgets nothing.
    @RepeatedTest(4)
    void aWindowSaysWhatASetSays(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Set<Long> all = new HashSet<>(Set.of(0L));
        long highest = 0;
        for (int round = 0; round < 20_000; round++) {
            int reach = random.nextInt(50) == 0 ? 2_000 : 220;
            long number = Math.max(0, highest + random.nextInt(reach) - 200);
            boolean taken = highest - number >= AntiReplayWindow.SIZE || all.contains(number);
            assertThat(window.isTaken(number))
                    .as("seed %d round %d number %d after %d", seed, round, number, highest)
                    .isEqualTo(taken);
            assertThat(window.complete((int) number))
                    .isEqualTo(
                            highest - number >= AntiReplayWindow.SIZE
                                    ? number + (1L << 32)
                                    : number);
            if (!taken) {
                window.take(number);
                all.add(number);
                highest = Math.max(highest, number);
            }
        }
    }
}
