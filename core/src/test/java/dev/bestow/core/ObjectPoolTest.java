package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ObjectPoolTest {
    private final ObjectPool<Object> spares = new ObjectPool<>(Object::new);
    private final List<Object> wiped = new ArrayList<>();
    private final ObjectPool<Object> wiping = new ObjectPool<>(Object::new, wiped::add);

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

    @Test
    void whatIsDroppedIsWiped() {
        Object first = wiping.take();
        Object second = wiping.take();
        wiping.giveBack(first);
        assertThat(wiped).isEmpty();
        wiping.giveBack(second);
        assertThat(wiped).containsExactly(first);
    }

    @Test
    void whatIsOrComesBackAfterCloseIsWiped() {
        Object inUse = wiping.take();
        Object spare = wiping.take();
        wiping.giveBack(spare);
        wiping.close();
        assertThat(wiped).containsExactly(spare);
        wiping.giveBack(inUse);
        assertThat(wiped).containsExactly(spare, inUse);
        assertThat(wiping.take()).isNotSameAs(inUse);
    }
}
