package dev.bestow.wire.nas;

/// Sees every NAS message a node sends, before it is ciphered. For ledgers and captures in a lab or a
/// test; it gets identities in clear, so nothing else may install one. Called on the node's threads: must
/// not block or throw.
@FunctionalInterface
public interface NasTap {
    /// Sees nothing.
    NasTap NONE = (_, _, _, _) -> {};

    /// A message leaves.
    ///
    /// @param linkId the UE's link
    /// @param message what is said; its type tells the direction
    /// @param plain its octets before protection, not to be changed
    /// @param octets length of the PDU that goes out
    void sent(int linkId, EmmMessage message, byte[] plain, int octets);
}
