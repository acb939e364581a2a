package dev.bestow.link.http;

/// Sees what a client asks and is answered. For ledgers; gets lengths and no bodies, since bodies hold
/// keys. Must not block.
public interface HttpTap {
    /// Sees nothing.
    HttpTap NONE = new HttpTap() {};

    /// A request with a body of so many octets is about to go.
    ///
    /// @param resource last segment of its path
    default void asked(String resource, int octets) {}

    /// Its answer is here.
    ///
    /// @param resource what was asked
    default void answered(String resource, int status, int octets) {}
}
