package dev.bestow.ue;

import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

/// Where the UE stands on its way through an attach. Keys that are in use are part of the state that
/// needs them.
sealed interface AttachState {
    /// The keys of this state, or null.
    default @Nullable EpsContext keys() {
        return switch (this) {
            case Deregistered(), AwaitChallenge() -> null;
            case AwaitSecurityMode(EpsContext partial, _, _) -> partial;
            case AwaitAccept(EpsContext current) -> current;
            case Registered(EpsContext current, _) -> current;
        };
    }

    /// Nothing under way.
    record Deregistered() implements AttachState {}

    /// Attach Request sent; identity and authentication may follow in any number.
    record AwaitChallenge() implements AttachState {}

    /// The network proved itself and `res` has been sent; the new key set waits for Security Mode.
    record AwaitSecurityMode(EpsContext partial, Rand rand, Octets res) implements AttachState {}

    /// The key set is in use.
    record AwaitAccept(EpsContext current) implements AttachState {}

    /// Attached.
    record Registered(EpsContext current, Guti guti) implements AttachState {}
}
