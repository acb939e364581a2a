package dev.bestow.wire.north;

/// What the operator answers to an endpoint that wants another key in place of the one it names, by a
/// [RetrievalRequest] at [#PATH]. Nothing of it says whether a user or a key is known.
public sealed interface RefreshAnswer {
    /// Under the API root, which is the server's address.
    String PATH = "/bestow-keys/v1/refresh";

    /// 202: the network authenticates the device anew, or did so already. The device names the new key once it uses it.
    ///
    /// @param readyInSeconds when to expect that
    record Accepted(int readyInSeconds) implements RefreshAnswer {}

    /// 404: no key of this name for this caller, one that nobody can replace, or a device that is not to be reached.
    record NotAvailable() implements RefreshAnswer {}

    /// 403: the operator serves no endpoint of this name.
    record NotAuthorised() implements RefreshAnswer {}

    /// 429: this caller asked too often, or this device was authenticated anew too short ago.
    record TooMany(int retryAfterSeconds) implements RefreshAnswer {}

    /// 503: whoever keeps the key does not answer.
    record SourceUnavailable(int retryAfterSeconds) implements RefreshAnswer {}
}
