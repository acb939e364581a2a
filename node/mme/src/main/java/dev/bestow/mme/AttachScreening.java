package dev.bestow.mme;

import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AttachType;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.EsmCause;
import dev.bestow.wire.nas.EsmDummyMessage;
import dev.bestow.wire.nas.EsmMessage;
import dev.bestow.wire.nas.MalformedEsmMessage;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.PdnConnectivityReject;
import dev.bestow.wire.nas.PdnConnectivityRequest;
import dev.bestow.wire.nas.UnknownNasMessage;

import org.jspecify.annotations.Nullable;

/// What can be said about an ATTACH REQUEST before anybody is asked (TS 24.301 clause 5.5.1.2.5).
final class AttachScreening {
    private AttachScreening() {}

    /// Why it is refused at once, or null if it is not.
    ///
    /// @param algorithms what Security Mode is going to take into use
    static @Nullable AttachReject refusal(AttachRequest request, NasAlgorithms algorithms) {
        if (request.type() == AttachType.EMERGENCY) {
            // No emergency bearer services here; the cause clause 5.5.1.2.5B names for it.
            return new AttachReject(EmmCause.IMEI_NOT_ACCEPTED);
        }
        if (request.identity() instanceof EpsMobileIdentity.OfImei) {
            return new AttachReject(EmmCause.ILLEGAL_UE);
        }
        if (!request.capability().supports(algorithms)) {
            return new AttachReject(EmmCause.SECURITY_CAPABILITIES_MISMATCH);
        }
        EsmMessage esm = request.esm();
        EsmCause cause = refusal(esm);
        return cause == null
                ? null
                : new AttachReject(
                        EmmCause.ESM_FAILURE, new PdnConnectivityReject(esm.pti(), cause));
    }

    private static @Nullable EsmCause refusal(EsmMessage esm) {
        return switch (esm) {
            case PdnConnectivityRequest request when request.pti() == 0 -> EsmCause.INVALID_PTI;
            case PdnConnectivityRequest _, EsmDummyMessage _ -> null;
            case MalformedEsmMessage malformed -> malformed.cause();
            case UnknownNasMessage _ -> EsmCause.MESSAGE_TYPE_NON_EXISTENT;
            case EsmMessage _ -> EsmCause.MESSAGE_NOT_COMPATIBLE;
        };
    }
}
