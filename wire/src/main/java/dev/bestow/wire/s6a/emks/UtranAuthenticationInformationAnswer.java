package dev.bestow.wire.s6a.emks;

import dev.bestow.core.KeyBearing;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6t.KeyTerms;

/// Authentication-Information-Answer (AIA, 318) to an EMKS: a vector and what a Key-Push would say of the key of its
/// run, or why there is none (TS 29.272 clauses 5.2.3.1.3 and 7.2.6).
public sealed interface UtranAuthenticationInformationAnswer extends KeyBearing {
    /// Wipes the keys in it.
    @Override
    default void close() {}

    /// DIAMETER_SUCCESS.
    ///
    /// @param terms of the key that the EMKS derives once RES was right
    record Success(UtranVector vector, KeyTerms terms)
            implements UtranAuthenticationInformationAnswer {
        @Override
        public Result result() {
            return Result.SUCCESS;
        }

        @Override
        public void close() {
            vector.close();
        }
    }

    /// DIAMETER_SUCCESS without our answer AVP: an HSS that knows of no keys of ours, or one of another vendor id.
    record NotSupported() implements UtranAuthenticationInformationAnswer {
        @Override
        public Result result() {
            return Result.SUCCESS;
        }
    }

    /// 5001 of 3GPP: no subscription at all.
    record UserUnknown() implements UtranAuthenticationInformationAnswer {
        @Override
        public Result result() {
            return TgppResult.USER_UNKNOWN;
        }
    }

    /// Base code 5003: this EMKS runs no AKA with the subscriber, or its card made no such AUTS.
    record AuthorizationRejected() implements UtranAuthenticationInformationAnswer {
        @Override
        public Result result() {
            return Result.of(ResultCode.AUTHORIZATION_REJECTED);
        }
    }

    /// 4181 of 3GPP, transient: the EMKS may ask again, not at once.
    record AuthenticationDataUnavailable() implements UtranAuthenticationInformationAnswer {
        @Override
        public Result result() {
            return TgppResult.AUTHENTICATION_DATA_UNAVAILABLE;
        }
    }

    /// Any other result.
    record Failed(Result result) implements UtranAuthenticationInformationAnswer {}

    /// How it ends on the wire.
    Result result();
}
