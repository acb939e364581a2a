package dev.bestow.mme;

import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.s6a.ErrorDiagnostic;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a UE is told when the HSS refuses it, in AIA and ULA alike (TS 29.272 Annex A, table A.1).
///
/// Where the table leaves a choice or has no row, the UE may try again by itself: an unknown EPS subscription
/// without a diagnostic and a radio that is not allowed are #15, whatever is not listed is #17.
final class HssRefusals {
    /// @param diagnostic null for any, and for none; a row with one stands before the row without
    private record Row(Result result, @Nullable ErrorDiagnostic diagnostic, EmmCause cause) {
        Row(Result result, EmmCause cause) {
            this(result, null, cause);
        }

        boolean fits(Result other, @Nullable ErrorDiagnostic otherDiagnostic) {
            return result.equals(other)
                    && (diagnostic == null || diagnostic.equals(otherDiagnostic));
        }
    }

    private static final List<Row> TABLE =
            List.of(
                    new Row(TgppResult.USER_UNKNOWN, EmmCause.EPS_AND_NON_EPS_SERVICES_NOT_ALLOWED),
                    new Row(
                            TgppResult.UNKNOWN_EPS_SUBSCRIPTION,
                            ErrorDiagnostic.NO_GPRS_DATA_SUBSCRIBED,
                            EmmCause.EPS_SERVICES_NOT_ALLOWED),
                    new Row(TgppResult.UNKNOWN_EPS_SUBSCRIPTION, EmmCause.NO_SUITABLE_CELLS),
                    new Row(TgppResult.RAT_NOT_ALLOWED, EmmCause.NO_SUITABLE_CELLS),
                    new Row(
                            TgppResult.ROAMING_NOT_ALLOWED,
                            ErrorDiagnostic.ODB_ALL_APN,
                            EmmCause.NO_SUITABLE_CELLS),
                    new Row(
                            TgppResult.ROAMING_NOT_ALLOWED,
                            ErrorDiagnostic.ODB_HPLMN_APN,
                            EmmCause.EPS_SERVICES_NOT_ALLOWED_IN_PLMN),
                    new Row(
                            TgppResult.ROAMING_NOT_ALLOWED,
                            ErrorDiagnostic.ODB_VPLMN_APN,
                            EmmCause.EPS_SERVICES_NOT_ALLOWED_IN_PLMN),
                    new Row(TgppResult.ROAMING_NOT_ALLOWED, EmmCause.PLMN_NOT_ALLOWED),
                    new Row(TgppResult.AUTHENTICATION_DATA_UNAVAILABLE, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.AUTHORIZATION_REJECTED, EmmCause.NO_SUITABLE_CELLS),
                    base(ResultCode.UNABLE_TO_DELIVER, EmmCause.NO_SUITABLE_CELLS),
                    base(ResultCode.REALM_NOT_SERVED, EmmCause.NO_SUITABLE_CELLS),
                    base(ResultCode.UNABLE_TO_COMPLY, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.INVALID_AVP_VALUE, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.AVP_UNSUPPORTED, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.MISSING_AVP, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.RESOURCES_EXCEEDED, EmmCause.NETWORK_FAILURE),
                    base(ResultCode.AVP_OCCURS_TOO_MANY_TIMES, EmmCause.NETWORK_FAILURE));

    private HssRefusals() {}

    private static Row base(int resultCode, EmmCause cause) {
        return new Row(Result.of(resultCode), cause);
    }

    /// The cause for a result that is no success.
    static EmmCause cause(Result result, @Nullable ErrorDiagnostic diagnostic) {
        return TABLE.stream()
                .filter(row -> row.fits(result, diagnostic))
                .map(Row::cause)
                .findFirst()
                .orElse(EmmCause.NETWORK_FAILURE);
    }
}
