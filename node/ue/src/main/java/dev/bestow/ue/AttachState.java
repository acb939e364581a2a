package dev.bestow.ue;

import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.session.ua.FullName;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where the UE stands on its way through an attach. Keys that are in use are part of the state that
/// needs them.
sealed interface AttachState {
    /// A challenge that was answered; its key set waits for Security Mode.
    record Challenge(EpsContext partial, Rand rand, Octets res) {}

    /// The keys of this state, those in use first.
    default List<EpsContext> keys() {
        return switch (this) {
            case Deregistered(), AwaitChallenge() -> List.of();
            case AwaitSecurityMode(Challenge challenge) -> List.of(challenge.partial());
            case AwaitAccept(EpsContext current) -> List.of(current);
            case Registered(EpsContext current, _) -> List.of(current);
            case Restored(Registered before) -> List.of(before.current());
            case AwaitFreshSecurityMode(Registered registered, Challenge challenge) ->
                    List.of(registered.current(), challenge.partial());
        };
    }

    /// Whether the network may say anything.
    default boolean listens() {
        return !(this instanceof Deregistered || this instanceof Restored);
    }

    /// The challenge that was answered last, or null.
    default @Nullable Challenge challenge() {
        return null;
    }

    /// What the UE is registered as, or null.
    default @Nullable Registered registered() {
        return null;
    }

    /// Nothing under way.
    record Deregistered() implements AttachState {}

    /// Attach Request sent; identity and authentication may follow in any number.
    record AwaitChallenge() implements AttachState {}

    /// The network proved itself and RES has been sent.
    record AwaitSecurityMode(Challenge challenge) implements AttachState {}

    /// The key set is in use.
    record AwaitAccept(EpsContext current) implements AttachState {}

    /// Attached.
    record Registered(EpsContext current, Guti guti) implements AttachState {
        /// How a message to that server calls the key in use.
        FullName name(AsProvision server, KeyIdentifier identifier) {
            return switch (server.naming()) {
                case RAND_ID -> current.name(server.row(), identifier);
                case GUTI -> new FullName.ByGuti(guti, current.eksi());
            };
        }

        @Override
        public Registered registered() {
            return this;
        }
    }

    /// Powered on again with the keys of before. They serve, and the next attach brings a NAS security context: until
    /// then nothing of the network can be believed.
    record Restored(Registered before) implements AttachState {
        @Override
        public Registered registered() {
            return before;
        }
    }

    /// Attached, and the network wants another key set: RES has been sent, and what was in use still is.
    record AwaitFreshSecurityMode(Registered registered, Challenge challenge)
            implements AttachState {}
}
