package dev.bestow.link.http;

import dev.bestow.wire.north.ProblemDetails;
import dev.bestow.wire.north.RetrievalAnswer;

/// What became of a retrieval, seen from the application server.
public sealed interface RetrievalOutcome {
    /// The operator answered the question.
    record Answered(RetrievalAnswer answer) implements RetrievalOutcome {}

    /// The operator did not take the question: a fault of ours or of theirs, named by the problem.
    record Rejected(ProblemDetails problem) implements RetrievalOutcome {}

    /// No answer in time, no connection, no trust, or an answer that cannot be read. The reason never
    /// quotes a body.
    record Failed(String reason) implements RetrievalOutcome {}
}
