package dev.bestow.mme;

import static dev.bestow.mme.AttachBench.ATTACH;
import static dev.bestow.mme.AttachBench.PDN_REQUEST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.ErrorDiagnostic;
import dev.bestow.wire.s6a.UpdateLocationAnswer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Table A.1 of TS 29.272 Annex A, from the answer of the HSS to the octet the UE gets.
class HssRefusalsTest {
    /// Vendor, code, Error-Diagnostic; then the EMM cause.
    @ParameterizedTest
    @CsvSource({
        "10415, 5001, , 8",
        "10415, 5420, , 15",
        "10415, 5420, 0, 15",
        "10415, 5420, 1, 7",
        "10415, 5421, , 15",
        "10415, 5004, , 11",
        "10415, 5004, 2, 15",
        "10415, 5004, 3, 14",
        "10415, 5004, 4, 14",
        "10415, 5004, 77, 11",
        "10415, 4181, , 17",
        "10415, 5005, , 17",
        "0, 5003, , 15",
        "0, 3002, , 15",
        "0, 3003, , 15",
        "0, 3004, , 17",
        "0, 4002, , 17",
        "0, 5001, , 17",
        "0, 5004, , 17",
        "0, 5005, , 17",
        "0, 5006, , 17",
        "0, 5009, , 17",
        "0, 5012, , 17",
        "0, 9999, , 17",
        "8164, 5001, , 17",
    })
    void theSameRefusalIsTheSameCauseInAiaAndUla(
            int vendor, int code, @Nullable Integer diagnosed, int cause) {
        Result result = vendor == 0 ? Result.of(code) : Result.experimental(vendor, code);
        ErrorDiagnostic diagnostic = diagnosed == null ? null : new ErrorDiagnostic(diagnosed);
        String reject = "0744%02x".formatted(cause);

        AttachBench first = new AttachBench();
        first.answers(aia(result, diagnostic));
        assertThat(first.plain(ATTACH + PDN_REQUEST)).containsExactly(reject);

        AttachBench second = new AttachBench();
        second.answers(ula(result, diagnostic));
        assertThat(second.attached(ATTACH + PDN_REQUEST)).isEqualTo(reject);
        assertThat(second.mme().unforeseenFailures()).isZero();
    }

    private static AuthenticationInformationAnswer aia(
            Result result, @Nullable ErrorDiagnostic diagnostic) {
        if (result.equals(TgppResult.UNKNOWN_EPS_SUBSCRIPTION)) {
            return new AuthenticationInformationAnswer.UnknownEpsSubscription(diagnostic);
        }
        return result.equals(TgppResult.ROAMING_NOT_ALLOWED)
                ? new AuthenticationInformationAnswer.RoamingNotAllowed(diagnostic)
                : new AuthenticationInformationAnswer.Failed(result);
    }

    private static UpdateLocationAnswer ula(Result result, @Nullable ErrorDiagnostic diagnostic) {
        if (result.equals(TgppResult.UNKNOWN_EPS_SUBSCRIPTION)) {
            return new UpdateLocationAnswer.UnknownEpsSubscription(diagnostic);
        }
        return result.equals(TgppResult.ROAMING_NOT_ALLOWED)
                ? new UpdateLocationAnswer.RoamingNotAllowed(diagnostic)
                : new UpdateLocationAnswer.Failed(result);
    }
}
