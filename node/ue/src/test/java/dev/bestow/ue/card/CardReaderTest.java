package dev.bestow.ue.card;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;

class CardReaderTest {
    /// Whether or not this machine has readers.
    @Test
    void aReaderThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> CardReader.open("no such reader", 10_000))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("card reader: ");
    }
}
