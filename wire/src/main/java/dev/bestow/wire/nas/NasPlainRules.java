package dev.bestow.wire.nas;

/// Which messages are handled although no MAC vouches for them, and which travel unciphered: the
/// tables of TS 24.301 clauses 4.4.4.2 (UE), 4.4.4.3 (MME) and 4.4.5, for the messages Bestow builds.
/// Everything else without a right MAC is discarded.
///
/// A *secured* NAS signalling connection is one on which the network has started the secure exchange,
/// by a message whose MAC was right. Nothing unverified is handled on it. The connection ends with the
/// detach or the release; an [initial][#initial] message opens a new one.
public final class NasPlainRules {
    private NasPlainRules() {}

    /// How a message came that no MAC vouches for.
    public enum Arrival {
        /// Without a security header.
        PLAIN,
        /// With a MAC that is wrong, or that cannot be checked because the context is not there.
        UNVERIFIED
    }

    /// Whether a UE handles it (clause 4.4.4.2). A SECURITY MODE COMMAND is none of these: it brings
    /// the key that verifies it.
    public static boolean ueHandles(DownlinkEmm message, boolean secured) {
        return !secured
                && switch (message) {
                    case IdentityRequest request -> request.type() == IdentityType.IMSI;
                    case AuthenticationRequest _, AuthenticationReject _, DetachAccept _ -> true;
                    case AttachReject reject ->
                            !reject.cause().equals(EmmCause.NOT_AUTHORIZED_FOR_CSG);
                    case ServiceReject reject ->
                            !reject.cause().equals(EmmCause.NOT_AUTHORIZED_FOR_CSG);
                    case AttachAccept _,
                            EmmStatus _,
                            GutiReallocationCommand _,
                            NetworkDetachRequest _,
                            SecurityModeCommand _ ->
                            false;
                    case UnknownNasMessage _ -> false;
                };
    }

    /// Whether an MME handles it (clause 4.4.4.3). An ATTACH REQUEST that is handled like this says
    /// nothing about its sender: the MME authenticates before anything else.
    public static boolean mmeHandles(UplinkEmm message, Arrival arrival, boolean secured) {
        return !secured
                && switch (message) {
                    case IdentityResponse response ->
                            response.identity() instanceof MobileIdentity.OfImsi;
                    case AttachRequest _, AuthenticationResponse _, AuthenticationFailure _ -> true;
                    case SecurityModeReject _, DetachRequest _, DetachAccept _ -> true;
                    case ControlPlaneServiceRequest _ -> arrival == Arrival.UNVERIFIED;
                    case AttachComplete _, EmmStatus _, GutiReallocationComplete _ -> false;
                    case SecurityModeComplete _, UnknownNasMessage _ -> false;
                };
    }

    /// Whether a message that was accepted by its MAC may have come in a header of this type: each
    /// procedure that takes a context into use has a type of its own (clause 9.3.1), and whatever does
    /// not open a connection is ciphered (clause 4.4.5). If not, it is discarded.
    public static boolean fits(NasMessage message, SecurityHeaderType type) {
        return switch (type) {
            case INTEGRITY -> message instanceof UplinkEmm uplink && initial(uplink);
            case CIPHERED ->
                    !(message instanceof SecurityModeCommand
                            || message instanceof SecurityModeComplete);
            case INTEGRITY_NEW_CONTEXT -> message instanceof SecurityModeCommand;
            case CIPHERED_NEW_CONTEXT -> message instanceof SecurityModeComplete;
            case PARTLY_CIPHERED -> message instanceof ControlPlaneServiceRequest;
            case PLAIN, SERVICE_REQUEST -> false;
        };
    }

    /// Whether it can open a NAS signalling connection, and therefore travels unciphered though its
    /// MAC is right (clause 4.4.5).
    public static boolean initial(UplinkEmm message) {
        return switch (message) {
            case AttachRequest _, DetachRequest _, ControlPlaneServiceRequest _ -> true;
            case AttachComplete _,
                    AuthenticationFailure _,
                    AuthenticationResponse _,
                    DetachAccept _ ->
                    false;
            case EmmStatus _, GutiReallocationComplete _, IdentityResponse _ -> false;
            case SecurityModeComplete _, SecurityModeReject _, UnknownNasMessage _ -> false;
        };
    }
}
