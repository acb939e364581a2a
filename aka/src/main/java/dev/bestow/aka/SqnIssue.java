package dev.bestow.aka;

/// What asking for an SQN may come to. All but [Issued] mean that no vector may be made now.
public sealed interface SqnIssue {
    /// Nobody else has or will have this SQN for this subscriber. `issueNumber` orders keys: it grows
    /// with every vector of a subscriber and slice, restarts included.
    record Issued(Sqn sqn, long issueNumber) implements SqnIssue {}

    /// Until the clock is back or an operator speaks, see [SqnGenerator#confirmClock].
    record ClockDoubted(ClockDoubt doubt) implements SqnIssue {}

    /// Too many vectors for this subscriber; one more is there each second.
    record RunAhead() implements SqnIssue {}

    /// The card is behind by more than its Delta: nothing that may be issued reaches it.
    record BeyondDelta(long ticks) implements SqnIssue {}

    /// The subscriber has been withdrawn meanwhile.
    record Withdrawn() implements SqnIssue {}

    /// There is no higher SEQ; the card is used up.
    record Exhausted() implements SqnIssue {}
}
