package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.north.NorthCause;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceivedAnswerTest {
    @ParameterizedTest
    @EnumSource
    void everyCauseMeansSomethingToAClient(NorthCause cause) {
        try (Answer sent = Answer.problem(cause);
                ReceivedAnswer received =
                        new ReceivedAnswer(sent.status(), sent.mediaType(), 1, sent.body())) {
            assertThat(sent.status()).isEqualTo(cause.status());
            assertThat(received.outcome()).isNotInstanceOf(RetrievalOutcome.Failed.class);
        }
    }
}
