package dev.bestow.wire.nas;

import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.NasDecodeException.Kind;

/// Plain mobility management messages to octets and back:
///
/// ```
/// octet 1   security header type 0 | 7
/// octet 2   message type
/// ```
final class EmmCodec {
    private EmmCodec() {}

    static void encode(EmmMessage message, NasWriter out) {
        switch (message) {
            case UplinkEmm uplink -> encodeUplink(uplink, out);
            case DownlinkEmm downlink -> encodeDownlink(downlink, out);
        }
    }

    private static void encodeUplink(UplinkEmm message, NasWriter out) {
        switch (message) {
            case AttachComplete complete -> complete.encode(out);
            case AttachRequest request -> request.encode(out);
            case AuthenticationFailure failure -> failure.encode(out);
            case AuthenticationResponse response -> response.encode(out);
            case ControlPlaneServiceRequest request -> request.encode(out);
            case DetachAccept accept -> accept.encode(out);
            case DetachRequest request -> request.encode(out);
            case EmmStatus status -> status.encode(out);
            case GutiReallocationComplete complete -> complete.encode(out);
            case IdentityResponse response -> response.encode(out);
            case SecurityModeComplete complete -> complete.encode(out);
            case SecurityModeReject reject -> reject.encode(out);
            case UnknownNasMessage unknown -> out.octets(unknown.octets());
        }
    }

    private static void encodeDownlink(DownlinkEmm message, NasWriter out) {
        switch (message) {
            case AttachAccept accept -> accept.encode(out);
            case AttachReject reject -> reject.encode(out);
            case AuthenticationReject reject -> reject.encode(out);
            case AuthenticationRequest request -> request.encode(out);
            case DetachAccept accept -> accept.encode(out);
            case EmmStatus status -> status.encode(out);
            case GutiReallocationCommand command -> command.encode(out);
            case IdentityRequest request -> request.encode(out);
            case NetworkDetachRequest request -> request.encode(out);
            case SecurityModeCommand command -> command.encode(out);
            case ServiceReject reject -> reject.encode(out);
            case UnknownNasMessage unknown -> out.octets(unknown.octets());
        }
    }

    /// All of `in`, header included.
    static EmmMessage decode(NasReader in, Direction direction) {
        NasReader whole = in.copy();
        if (in.octet() != NasWriter.EMM) {
            throw in.bad(Kind.PROTECTED);
        }
        return switch (in.octet()) {
            case AttachAccept.TYPE -> AttachAccept.decode(in);
            case AttachComplete.TYPE -> AttachComplete.decode(in);
            case AttachReject.TYPE -> AttachReject.decode(in);
            case AttachRequest.TYPE -> AttachRequest.decode(in);
            case AuthenticationFailure.TYPE -> AuthenticationFailure.decode(in);
            case AuthenticationReject.TYPE -> AuthenticationReject.decode(in);
            case AuthenticationRequest.TYPE -> AuthenticationRequest.decode(in);
            case AuthenticationResponse.TYPE -> AuthenticationResponse.decode(in);
            case ControlPlaneServiceRequest.TYPE -> ControlPlaneServiceRequest.decode(in);
            case DetachAccept.TYPE -> DetachAccept.decode(in);
            case DetachRequest.TYPE ->
                    direction == Direction.UPLINK
                            ? DetachRequest.decode(in)
                            : NetworkDetachRequest.decode(in);
            case EmmStatus.TYPE -> EmmStatus.decode(in);
            case GutiReallocationCommand.TYPE -> GutiReallocationCommand.decode(in);
            case GutiReallocationComplete.TYPE -> GutiReallocationComplete.decode(in);
            case IdentityRequest.TYPE -> IdentityRequest.decode(in);
            case IdentityResponse.TYPE -> IdentityResponse.decode(in);
            case SecurityModeCommand.TYPE -> SecurityModeCommand.decode(in);
            case SecurityModeComplete.TYPE -> SecurityModeComplete.decode(in);
            case SecurityModeReject.TYPE -> SecurityModeReject.decode(in);
            case ServiceReject.TYPE -> ServiceReject.decode(in);
            default -> new UnknownNasMessage(whole.rest());
        };
    }
}
