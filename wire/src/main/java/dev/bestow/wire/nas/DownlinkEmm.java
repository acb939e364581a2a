package dev.bestow.wire.nas;

/// What an MME sends and a UE handles.
public sealed interface DownlinkEmm extends EmmMessage
        permits AttachAccept,
                AttachReject,
                AuthenticationReject,
                AuthenticationRequest,
                DetachAccept,
                EmmStatus,
                GutiReallocationCommand,
                IdentityRequest,
                NetworkDetachRequest,
                SecurityModeCommand,
                ServiceReject,
                UnknownNasMessage {}
