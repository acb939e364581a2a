package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

/// An endpoint wants its own leaf of a key no more: it is not given to it again.
///
/// @param asId whose leaf, the name of an endpoint of whatever kind; has to be the one the caller's certificate names
/// @param rand the key's full name, as its retrieval was answered
/// @param guti by which a key is found that stays with its MME; null for others
public record RevocationRequest(AsId asId, Rand rand, KeyName.@Nullable ByGuti guti) {
    /// Under the API root, which is the server's address.
    public static final String PATH = "/bestow-keys/v1/revoke";
}
