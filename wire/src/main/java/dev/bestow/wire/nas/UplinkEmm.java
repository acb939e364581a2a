package dev.bestow.wire.nas;

/// What a UE sends and an MME handles.
public sealed interface UplinkEmm extends EmmMessage
        permits AttachComplete,
                AttachRequest,
                AuthenticationFailure,
                AuthenticationResponse,
                ControlPlaneServiceRequest,
                DetachAccept,
                DetachRequest,
                EmmStatus,
                GutiReallocationComplete,
                IdentityResponse,
                SecurityModeComplete,
                SecurityModeReject,
                UnknownNasMessage {}
