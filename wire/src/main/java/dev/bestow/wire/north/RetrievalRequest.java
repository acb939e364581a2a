package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;

import org.jspecify.annotations.Nullable;

/// What an application server asks for: its key of this name.
///
/// @param asId whose key, the name of an endpoint of whatever kind; has to be the one the caller's certificate names
/// @param root the root both ends were provisioned with; `null` takes whichever the operator holds
/// @param user whose key of this name; `null` takes those of every user of the caller's
public record RetrievalRequest(
        AsId asId, KeyName keyName, @Nullable KeyRoot root, @Nullable NamedUser user) {
    /// Under the API root, which is the server's address.
    public static final String PATH = "/bestow-keys/v1/retrieve";

    /// Of whichever user: what names the key tells which one it is.
    public RetrievalRequest(AsId asId, KeyName keyName, @Nullable KeyRoot root) {
        this(asId, keyName, root, null);
    }
}
