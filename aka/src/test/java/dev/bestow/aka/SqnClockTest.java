package dev.bestow.aka;

import static dev.bestow.aka.SqnWorld.IMSI;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.SLICE;
import static dev.bestow.aka.SqnWorld.issued;
import static dev.bestow.aka.SqnWorld.seq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A generator under clocks that lie.
class SqnClockTest {
    private static final long START = 91_000_000;

    private final SqnWorld world = SqnWorld.at(START);

    private static SqnIssue issue(SqnGenerator generator) {
        return generator.issue(IMSI, SLICE, PROFILE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-100_000, -6, 6, 100_000})
    void aStepOfMoreThanFiveSecondsNeedsTheOperatorsWord(long seconds) {
        SqnGenerator generator = world.generator();
        issued(issue(generator));
        long ceiling = world.ceiling();
        world.step(seconds);
        SqnIssue doubted = new SqnIssue.ClockDoubted(new ClockDoubt.Stepped(seconds));
        assertThat(issue(generator)).isEqualTo(doubted);
        world.pass(1_000);
        assertThat(issue(generator)).isEqualTo(doubted);
        assertThat(generator.issueAfter(new Sqn(0), IMSI, SLICE, PROFILE)).isEqualTo(doubted);
        assertThat(generator.clockDoubt()).contains(new ClockDoubt.Stepped(seconds));
        generator.confirmClock();
        assertThat(generator.clockDoubt()).isEmpty();
        assertThat(seq(issue(generator))).isEqualTo(Math.max(ceiling, START + seconds + 1_000));
    }

    @Test
    void aClockThatReturnsIsBelievedAgain() {
        SqnGenerator generator = world.generator();
        world.step(600);
        world.pass(10);
        assertThat(generator.clockDoubt()).isPresent();
        world.step(-600);
        assertThat(generator.clockDoubt()).isEmpty();
        assertThat(seq(issue(generator))).isEqualTo(START + 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 5})
    void smallStepsAreAbsorbedAndDoNotAddUp(long seconds) {
        SqnGenerator generator = world.generator();
        long last = seq(issue(generator));
        for (int n = 0; n < 100; n++) {
            world.step(seconds);
            for (int k = 0; k < 3; k++) {
                long next = seq(issue(generator));
                assertThat(next).isGreaterThan(last);
                last = next;
            }
            world.pass(61);
            issued(issue(generator));
            last++;
        }
    }

    @Test
    void aStopOfDaysIsNoReasonToDoubt() {
        issued(issue(world.generator()));
        world.pass(6 * 86_400);
        issued(issue(world.generator()));
    }

    @Test
    void aStartFarPastTheCeilingNeedsTheOperatorsWord() {
        issued(issue(world.generator()));
        long ceiling = world.ceiling();
        world.pass(8 * 86_400);
        SqnGenerator generator = world.generator();
        ClockDoubt doubt = new ClockDoubt.AheadOfCeiling(START + 8 * 86_400 - ceiling);
        assertThat(issue(generator)).isEqualTo(new SqnIssue.ClockDoubted(doubt));
        assertThat(world.ceiling()).isEqualTo(ceiling);
        generator.confirmClock();
        assertThat(seq(issue(generator))).isEqualTo(START + 8 * 86_400);
    }

    @Test
    void aStartFarBeforeTheCeilingNeedsTheOperatorsWordAndThenGoesOnFromTheFloor() {
        issued(issue(world.generator()));
        long ceiling = world.ceiling();
        world.step(-10 * 86_400);
        SqnGenerator generator = world.generator();
        ClockDoubt doubt = new ClockDoubt.BehindCeiling(ceiling - START + 10 * 86_400);
        assertThat(issue(generator)).isEqualTo(new SqnIssue.ClockDoubted(doubt));
        generator.confirmClock();
        assertThat(seq(issue(generator))).isEqualTo(ceiling);
        assertThat(seq(issue(generator))).isEqualTo(ceiling + 1);
    }

    @Test
    void aStartIsBelievedUpToTheLimitAndNotASecondFurther() {
        SqnLimits limits = new SqnLimits(100, 200, 50, 16);
        issued(issue(world.generator(limits)));
        long ceiling = world.ceiling();
        world.step(ceiling - 100 - START);
        assertThat(world.generator(limits).clockDoubt()).isEmpty();
        world.step(300);
        assertThat(world.generator(limits).clockDoubt()).isEmpty();
        world.step(1);
        assertThat(world.generator(limits).clockDoubt())
                .contains(new ClockDoubt.AheadOfCeiling(201));
        world.step(-302);
        assertThat(world.generator(limits).clockDoubt())
                .contains(new ClockDoubt.BehindCeiling(101));
    }

    @Test
    void aFirstStartHasNothingToCompareWithButTheEpoch() {
        assertThat(world.generator().clockDoubt()).isEmpty();
        long unset = -SqnGenerator.EPOCH.getEpochSecond();
        SqnGenerator generator = SqnWorld.at(unset).generator();
        assertThat(generator.clockDoubt()).contains(new ClockDoubt.BehindCeiling(-unset));
        generator.confirmClock();
        assertThat(seq(issue(generator))).isEqualTo(1);
    }
}
