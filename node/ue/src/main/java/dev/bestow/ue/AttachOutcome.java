package dev.bestow.ue;

import dev.bestow.core.Guti;
import dev.bestow.wire.nas.EmmCause;

/// What one attempt to attach came to.
public sealed interface AttachOutcome {
    /// For people: who did what.
    default String inWords() {
        return switch (this) {
            case Attached(Guti guti) -> "attached as " + guti;
            case Rejected(EmmCause cause) -> "the MME refused with EMM cause " + cause;
            case AuthenticationRejected() ->
                    "the network does not believe the USIM, or the USIM did not believe it";
            case SecurityModeRejected(EmmCause cause) ->
                    "the UE did not take the new keys into use, EMM cause " + cause;
            case UsimUnusable(String field, String reason) -> field + ": " + reason;
            case Detached(boolean reattach) ->
                    "the network detached the device before it was attached"
                            + (reattach ? ", and wants it to attach again" : "");
            case NoAnswer() -> "the MME did not answer until T3410 expired";
        };
    }

    /// Registered under `guti`; keys are in use.
    record Attached(Guti guti) implements AttachOutcome {}

    /// The network refused with an EMM cause.
    record Rejected(EmmCause cause) implements AttachOutcome {}

    /// The network does not believe the USIM, or the USIM did not believe the network and the network
    /// gave up. Trying again costs battery and changes nothing.
    record AuthenticationRejected() implements AttachOutcome {}

    /// The UE did not take the key set of this run into use, and said so with `cause`: somebody changed what was
    /// sent before there was protection, or the network forgot what it had sent.
    record SecurityModeRejected(EmmCause cause) implements AttachOutcome {}

    /// The network took the attach back, before it was complete.
    ///
    /// @param reattach whether it wants another one
    record Detached(boolean reattach) implements AttachOutcome {}

    /// The card is gone or does not authenticate; `field` and `reason` say why, and nothing was sent.
    record UsimUnusable(String field, String reason) implements AttachOutcome {}

    /// T3410 expired.
    record NoAnswer() implements AttachOutcome {}

    /// Whether trying again may change it.
    default boolean isTransient() {
        return switch (this) {
            case NoAnswer(), SecurityModeRejected _ -> true;
            case Rejected(var cause) -> cause.equals(EmmCause.NETWORK_FAILURE);
            case Detached(boolean reattach) -> reattach;
            case Attached _, AuthenticationRejected(), UsimUnusable _ -> false;
        };
    }
}
