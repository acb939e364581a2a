package dev.bestow.link.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class CooperativeYieldTest {
    private volatile boolean over;

    @Test
    void loopsThatNeverWaitLetTheOthersHaveATurn() throws Exception {
        CountDownLatch busy = new CountDownLatch(Bystander.processors());
        for (int i = 0; i < Bystander.processors(); i++) {
            Thread.ofVirtual().start(() -> loop(busy));
        }
        try {
            busy.await();
            assertThat(Bystander.hasATurn()).isTrue();
        } finally {
            over = true;
        }
    }

    private void loop(CountDownLatch busy) {
        CooperativeYield turn = new CooperativeYield(1_000_000);
        turn.took(1);
        busy.countDown();
        while (!over) {
            turn.took(1);
        }
    }
}
