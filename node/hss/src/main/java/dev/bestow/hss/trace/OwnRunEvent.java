package dev.bestow.hss.trace;

import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace.Finding;
import dev.bestow.wire.diameter.Result;

/// What an HSS notes where an EMKS runs the AKA itself. What becomes of such a key the EMKS says, so it is told apart
/// from what becomes of an attach.
public sealed interface OwnRunEvent extends HssEvent {
    /// A vector leaves for an EMKS, which runs the AKA itself (solution 3). Nothing is pushed for it.
    record VectorIssued(RandId randId, String emks) implements OwnRunEvent {
        @Override
        public String line() {
            return "AIR from %s: vector of RAND id %s issued, for an AKA run of its own"
                    .formatted(emks, randId);
        }

        @Override
        public Finding finding() {
            return Finding.key(
                    emks,
                    "%s got a vector for an AKA run of its own; 'bestow subscriber trace' there goes on"
                            .formatted(emks));
        }
    }

    /// An EMKS asked for one, and got none.
    ///
    /// @param why in words
    record Refused(String emks, Result result, String why) implements OwnRunEvent {
        @Override
        public String line() {
            return "AIR from %s for an AKA run of its own refused: %s, %s"
                    .formatted(emks, result, why);
        }

        @Override
        public boolean isRepeated() {
            return true;
        }

        @Override
        public Finding finding() {
            return Finding.noKey(emks, line());
        }
    }
}
