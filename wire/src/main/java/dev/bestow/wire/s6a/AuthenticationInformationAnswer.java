package dev.bestow.wire.s6a;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyBearing;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Authentication-Information-Answer (AIA, 318): vectors, or why there are none (TS 29.272 clauses
/// 5.2.3.1.3 and 7.2.6).
public sealed interface AuthenticationInformationAnswer extends KeyBearing {
    /// Wipes the keys in it.
    @Override
    default void close() {}

    /// DIAMETER_SUCCESS with one vector or more, in the order of their item numbers: the MME uses the
    /// lower first.
    record Success(List<EutranVector> vectors) implements AuthenticationInformationAnswer {
        public Success {
            vectors = List.copyOf(vectors);
            if (vectors.isEmpty()) {
                throw new InvalidValue("Authentication-Info", "needs at least one vector");
            }
        }

        @Override
        public Result result() {
            return Result.SUCCESS;
        }

        @Override
        public void close() {
            vectors.forEach(EutranVector::close);
        }
    }

    /// 5001 of 3GPP: no subscription at all.
    record UserUnknown() implements AuthenticationInformationAnswer {
        @Override
        public Result result() {
            return TgppResult.USER_UNKNOWN;
        }
    }

    /// 5420 of 3GPP: a subscriber, but none of E-UTRAN.
    record UnknownEpsSubscription(@Nullable ErrorDiagnostic diagnostic)
            implements AuthenticationInformationAnswer {
        public UnknownEpsSubscription() {
            this(null);
        }

        @Override
        public Result result() {
            return TgppResult.UNKNOWN_EPS_SUBSCRIPTION;
        }
    }

    /// Base code 5003: the authentication centre refuses this subscriber, for example a barred SIM.
    record AuthorizationRejected() implements AuthenticationInformationAnswer {
        @Override
        public Result result() {
            return Result.of(ResultCode.AUTHORIZATION_REJECTED);
        }
    }

    /// 5004 of 3GPP: this serving network may not, or the asking host may not speak for it.
    record RoamingNotAllowed(@Nullable ErrorDiagnostic diagnostic)
            implements AuthenticationInformationAnswer {
        public RoamingNotAllowed() {
            this(null);
        }

        @Override
        public Result result() {
            return TgppResult.ROAMING_NOT_ALLOWED;
        }
    }

    /// 4181 of 3GPP, transient: the MME may ask again.
    record AuthenticationDataUnavailable() implements AuthenticationInformationAnswer {
        @Override
        public Result result() {
            return TgppResult.AUTHENTICATION_DATA_UNAVAILABLE;
        }
    }

    /// Any other result.
    record Failed(Result result) implements AuthenticationInformationAnswer {
        /// With a Result-Code.
        public Failed(int resultCode) {
            this(Result.of(resultCode));
        }
    }

    /// How it ends on the wire.
    Result result();

    /// What lies behind a refusal, or null when nothing was said.
    default @Nullable ErrorDiagnostic diagnostic() {
        return null;
    }
}
