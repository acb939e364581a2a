package dev.bestow.wire.north;

import dev.bestow.core.AsId;

/// An endpoint says which of its certificate's names it speaks as: its further requests may leave the name out.
///
/// @param asId has to be one the caller's certificate names
public record RegistrationRequest(AsId asId) {
    /// Under the API root, which is the server's address.
    public static final String PATH = "/bestow-keys/v1/register";
}
