package dev.bestow.hse;

/// Is told whose key will probably be asked for soon, and may fetch it. Called by whoever reads the network: it must
/// not block.
@FunctionalInterface
public interface KeyPrefetch {
    /// A subscriber has a PDN connection now, as far as a gateway says.
    void mayFetch(PdnConnection connection);
}
