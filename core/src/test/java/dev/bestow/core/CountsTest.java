package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class CountsTest {
    private enum End {
        WELL,
        NOT_WELL
    }

    @Test
    void eachCaseHasASeriesOfItsOwnAfterTheOtherLabels() {
        var counts = new Counts<>(End.class);
        counts.count(End.NOT_WELL);
        counts.count(End.NOT_WELL);
        assertThat(counts.of(End.NOT_WELL)).isEqualTo(2);
        assertThat(counts.of(End.WELL)).isZero();
        List<String> read = new ArrayList<>();
        counts.each((value, labels) -> read.add(value + " " + String.join(",", labels)), "attach");
        assertThat(read).containsExactly("0 attach,well", "2 attach,not_well");
    }
}
