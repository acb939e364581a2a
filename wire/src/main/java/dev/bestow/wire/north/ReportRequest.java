package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

/// An endpoint says that it completed a handshake: a message verified under its key of this run.
///
/// @param asId whose key, the name of an endpoint of whatever kind; has to be the one the caller's certificate names
/// @param rand the key's full name, as its retrieval was answered
public record ReportRequest(AsId asId, Rand rand) {
    /// Under the API root, which is the server's address.
    public static final String PATH = "/bestow-keys/v1/report";
}
