package dev.bestow.keystore;

import dev.bestow.core.Imsi;

import java.util.List;

/// The answer to a key name.
public sealed interface Selection {
    /// Most keys one name may mean. A RAND id has 32 bits, so two subscribers' keys can share it; a
    /// MAC decides, and trying them costs the server.
    int MAX_CANDIDATES = 4;

    /// The keys of this name, most likely first, 1 to 4: proven, or pending and not to be confirmed. The caller
    /// closes them.
    record Found(List<Candidate> candidates) implements Selection {
        public Found {
            candidates = List.copyOf(candidates);
            if (candidates.isEmpty() || candidates.size() > MAX_CANDIDATES) {
                throw new IllegalArgumentException(
                        "a name means 1 to 4 keys, not " + candidates.size());
            }
        }
    }

    /// The key awaits its confirmation, or its confirmation is here before it; and its attach may still be under
    /// way. It ends, see [KeyRingLimits#underWay].
    ///
    /// @param retryAfterSeconds 1 to 5
    record NotYet(int retryAfterSeconds) implements Selection {}

    /// Keys of this name are here, and none that whoever asks may have. To be answered as [Unknown].
    ///
    /// @param imsi whose the first of them is; for the operator
    record Withheld(Imsi imsi) implements Selection {}

    /// A key of this name is here and does not unwrap: its epoch key is gone, or its row is damaged. For whoever asks
    /// it is as good as unknown; whoever runs the store wants to hear of it.
    record Unreadable() implements Selection {}

    /// Nothing of this name, or nothing any more.
    record Unknown() implements Selection {}
}
