package dev.bestow.link.diameter;

/// What became of a command that was called.
///
/// @param <A> the command's answer
public sealed interface CallResult<A> {
    /// An answer, of whatever result.
    record Answered<A>(A answer) implements CallResult<A> {}

    /// No answer that can be read: no way there, too late, or octets that are no such answer.
    record Failed<A>(String reason) implements CallResult<A> {}
}
