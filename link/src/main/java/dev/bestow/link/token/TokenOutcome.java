package dev.bestow.link.token;

/// What a token comes to.
public sealed interface TokenOutcome {
    /// It is believed.
    record Believed(AccessToken token) implements TokenOutcome {}

    /// It is not.
    ///
    /// @param why a few words, the same for each kind of fault
    record Refused(String why) implements TokenOutcome {}
}
