package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparesTest {
    private final Spares<Object> spares = new Spares<>(Object::new);

    @Test
    void whatWasGivenBackIsTakenAgain() {
        Object part = spares.take();
        spares.giveBack(part);
        assertThat(spares.take()).isSameAs(part);
    }

    @Test
    void noPartIsHeldTwice() {
        Object first = spares.take();
        Object second = spares.take();
        assertThat(second).isNotSameAs(first);
        spares.giveBack(first);
        spares.giveBack(second);
        assertThat(spares.take()).isNotSameAs(spares.take());
    }
}
