package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    default void aCounterOnlyGrowsAndSurvivesARestart() {
        Subscriber row = Facts.subscriber(1, 2);
        store().subscribers().put(row);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 1)).hasValue(1);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 1)).hasValue(2);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 50)).hasValue(50);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 40)).hasValue(51);
        store().subscribers().put(row);
        assertThat(reopened().sqnCeilings().takeSeq(row.imsi(), 2, 1)).hasValue(52);
    }

    @Test
    default void aCounterOfAReplacedCardIsRefused() {
        Subscriber row = Facts.subscriber(1, 2);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 1)).isEmpty();
        store().subscribers().put(row);
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 1, 1)).isEmpty();
        store().subscribers().remove(row.imsi());
        assertThat(store().sqnCeilings().takeSeq(row.imsi(), 2, 1)).isEmpty();
    }

    @Test
    default void manyCallersNeverTakeTheSameNumber() throws Exception {
        Subscriber row = Facts.subscriber(1, 2);
        store().subscribers().put(row);
        Set<Long> taken = new HashSet<>();
        List<Future<Long>> callers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 64; caller++) {
                callers.add(
                        threads.submit(() ->
                                store().sqnCeilings().takeSeq(row.imsi(), 2, 1).orElseThrow()));
            }
        }
        for (Future<Long> caller : callers) {
            taken.add(caller.get());
        }
        assertThat(taken).hasSize(64);
        assertThat(store().subscribers().find(row.imsi()).orElseThrow().sqnOffset()).isEqualTo(64);
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
