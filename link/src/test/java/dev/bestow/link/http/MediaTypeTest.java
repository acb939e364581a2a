package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;
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
    void typeAndSubtypeCompareWithoutCaseAndParameters(String told) throws MalformedHttp {
        assertThat(objection(told)).isNull();
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
    void whatOnlyBeginsLikeItIsUnsupported(String told) throws MalformedHttp {
        assertThat(objection(told)).isEqualTo(NorthCause.UNSUPPORTED_MEDIA_TYPE);
    }

    private static @Nullable NorthCause objection(String told) throws MalformedHttp {
        HttpHeaders headers = new HttpHeaders();
        headers.add("Content-Type: " + told);
        headers.complete();
        return RetrievalResource.objection("POST", RetrievalRequest.PATH, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/problem+json", "Application/Problem+JSON; charset=utf-8"})
    void aProblemIsReadHoweverItsTypeIsSpelt(String told) throws MalformedHttp {
        HttpHeaders headers = new HttpHeaders();
        headers.add("content-type:" + told);
        assertThat(headers.mediaType()).isEqualTo(ProblemJson.MEDIA_TYPE);
    }
}
