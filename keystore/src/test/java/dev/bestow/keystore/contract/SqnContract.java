package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;

import org.junit.jupiter.api.Test;

public interface SqnContract {
    NodeStore store();

    NodeStore reopened();

    @Test
    default void aCeilingOnlyGrowsAndSurvivesARestart() {
        assertThat(store().sqnCeilings().ceiling(3)).isZero();
        store().sqnCeilings().raiseCeiling(3, 1_000);
        store().sqnCeilings().raiseCeiling(3, 900);
        assertThat(store().sqnCeilings().ceiling(3)).isEqualTo(1_000);
        assertThat(store().sqnCeilings().ceiling(4)).isZero();
        assertThat(reopened().sqnCeilings().ceiling(3)).isEqualTo(1_000);
    }

    @Test
    default void anOffsetOnlyGrowsAndSurvivesARestart() {
        Subscriber row = Facts.subscriber(1, 2);
        store().subscribers().put(row);
        assertThat(store().sqnCeilings().raiseOffset(row.imsi(), 2, 50)).isTrue();
        assertThat(store().sqnCeilings().raiseOffset(row.imsi(), 2, 40)).isTrue();
        assertThat(store().subscribers().find(row.imsi())).contains(row.withSqnOffset(50));
        assertThat(reopened().subscribers().find(row.imsi())).contains(row.withSqnOffset(50));
    }

    @Test
    default void anOffsetOfAReplacedCardIsRefused() {
        Subscriber row = Facts.subscriber(1, 2);
        assertThat(store().sqnCeilings().raiseOffset(row.imsi(), 2, 50)).isFalse();
        store().subscribers().put(row);
        assertThat(store().sqnCeilings().raiseOffset(row.imsi(), 1, 50)).isFalse();
        store().subscribers().remove(row.imsi());
        assertThat(store().sqnCeilings().raiseOffset(row.imsi(), 2, 50)).isFalse();
        assertThat(store().subscribers().find(row.imsi())).isEmpty();
    }

    @Test
    default void puttingARowOfTheSameEpochKeepsTheOffsetAndANewEpochDropsIt() {
        Subscriber row = Facts.subscriber(1, 2);
        store().subscribers().put(row);
        store().sqnCeilings().raiseOffset(row.imsi(), 2, 50);
        store().subscribers().put(row);
        assertThat(store().subscribers().find(row.imsi()).orElseThrow().sqnOffset()).isEqualTo(50);
        store().subscribers().put(Facts.subscriber(1, 3));
        assertThat(store().subscribers().find(row.imsi()).orElseThrow().sqnOffset()).isZero();
    }
}
