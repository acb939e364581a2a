package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.north.ProblemJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9110 clause 8.3.1.
class MediaTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "APPLICATION/json;charset=utf-8",
                "application/json ; Charset=\"UTF-8\"",
                "application/json;"
            })
    void typeAndSubtypeCompareWithoutCaseAndParameters(String told) {
        assertThat(MediaType.of(told)).isEqualTo(MediaType.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/jsonp",
                "application/json-patch+json",
                "application/ json",
                "x-application/json",
                ";application/json"
            })
    void whatOnlyBeginsLikeItIsAnother(String told) {
        assertThat(MediaType.of(told)).isNotEqualTo(MediaType.JSON);
    }

    @Test
    void noneIsAnother() {
        assertThat(MediaType.of(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/problem+json", "Application/Problem+JSON; charset=utf-8"})
    void aProblemIsReadHoweverItsTypeIsSpelt(String told) {
        assertThat(MediaType.of(told)).isEqualTo(ProblemJson.MEDIA_TYPE);
    }
}
