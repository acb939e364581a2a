package dev.bestow.aka;

import dev.bestow.core.Imsi;

/// Where the sequence numbers of a batch of cards come from (TS 33.102 clause C.1.1). Thread-safe.
public sealed interface SqnSource permits SqnGenerator, SqnCounter {
    /// The next SQN for `imsi`.
    SqnIssue issue(Imsi imsi, SqnSlice slice, SqnProfile profile);

    /// The next SQN after a re-synchronisation: `sqnMs` has been verified with
    /// [AuthenticationCentre#verify]. If the card is ahead, what it takes to pass it is durable before this
    /// returns; otherwise it was a late or repeated AUTS and changes nothing.
    SqnIssue issueAfter(Sqn sqnMs, Imsi imsi, SqnSlice slice, SqnProfile profile);
}
