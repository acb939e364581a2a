package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

final class ApplicationIdentityTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "meter 7@example.org", "zähler", "sip:7@example.org"})
    void isWhateverAnApplicationCallsItsUser(String text) {
        assertThat(ApplicationIdentity.parse(text)).hasToString(text);
        assertThat(ApplicationIdentity.parse(text)).isNotEqualTo(new ApplicationIdentity("A"));
    }

    @Test
    void countsOctets() {
        assertThat(ApplicationIdentity.parse("a".repeat(253)).text()).hasSize(253);
        for (String text : List.of("", "a".repeat(254), "ä".repeat(127))) {
            assertThatThrownBy(() -> ApplicationIdentity.parse(text))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessage("application identity: needs 1 to 253 octets");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0000", "a\u0085"})
    void holdsNothingThatWouldBreakALogLine(String text) {
        assertThatThrownBy(() -> ApplicationIdentity.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("application identity: holds a control character");
    }

    @Test
    void aSubscriberHasSixteenDifferentOnes() {
        List<ApplicationIdentity> many =
                IntStream.range(0, 17)
                        .mapToObj(Integer::toString)
                        .map(ApplicationIdentity::parse)
                        .toList();
        assertThat(ApplicationIdentity.ofSubscriber(many.subList(0, 16))).hasSize(16);
        assertThatThrownBy(() -> ApplicationIdentity.ofSubscriber(many))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("application identities: are 17, at most 16");
        assertThatThrownBy(() ->
                        ApplicationIdentity.ofSubscriber(Collections.nCopies(2, many.getFirst())))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("application identities: have one twice");
    }
}
