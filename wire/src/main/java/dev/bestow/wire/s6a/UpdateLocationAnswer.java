package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;

import org.jspecify.annotations.Nullable;

/// Update-Location-Answer (ULA, 316): the subscription, or why the UE may not be served there (TS
/// 29.272 clauses 5.2.1.1.3 and 7.2.4).
public sealed interface UpdateLocationAnswer {
    /// DIAMETER_SUCCESS; the HSS now holds this MME as the serving one.
    record Success(SubscriptionData subscription) implements UpdateLocationAnswer {
        @Override
        public Result result() {
            return Result.SUCCESS;
        }
    }

    /// DIAMETER_SUCCESS to an MME that asked to leave the subscription out.
    record SuccessWithoutData() implements UpdateLocationAnswer {
        @Override
        public Result result() {
            return Result.SUCCESS;
        }
    }

    /// 5001 of 3GPP.
    record UserUnknown() implements UpdateLocationAnswer {
        @Override
        public Result result() {
            return TgppResult.USER_UNKNOWN;
        }
    }

    /// 5420 of 3GPP.
    record UnknownEpsSubscription(@Nullable ErrorDiagnostic diagnostic)
            implements UpdateLocationAnswer {
        public UnknownEpsSubscription() {
            this(null);
        }

        @Override
        public Result result() {
            return TgppResult.UNKNOWN_EPS_SUBSCRIPTION;
        }
    }

    /// 5421 of 3GPP: not over this radio.
    record RatNotAllowed() implements UpdateLocationAnswer {
        @Override
        public Result result() {
            return TgppResult.RAT_NOT_ALLOWED;
        }
    }

    /// 5004 of 3GPP: not in this network.
    record RoamingNotAllowed(@Nullable ErrorDiagnostic diagnostic) implements UpdateLocationAnswer {
        public RoamingNotAllowed() {
            this(null);
        }

        @Override
        public Result result() {
            return TgppResult.ROAMING_NOT_ALLOWED;
        }
    }

    /// Any other result.
    record Failed(Result result) implements UpdateLocationAnswer {
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
