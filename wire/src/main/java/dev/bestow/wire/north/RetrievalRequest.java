package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;

import org.jspecify.annotations.Nullable;

/// What an application server asks for: its key of this name.
///
/// @param asId whose key, the name of an endpoint of whatever kind; has to be the one the caller's certificate names
/// @param root the root both ends were provisioned with; `null` takes whichever the operator holds
public record RetrievalRequest(AsId asId, KeyName keyName, @Nullable KeyRoot root) {
    /// Under the API root, which is the server's address.
    public static final String PATH = "/bestow-keys/v1/retrieve";
}
