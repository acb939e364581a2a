package dev.bestow.session.ua;

import dev.bestow.core.KeyName;

/// What becomes of the wish of a device, which has proven that it holds the key, to have that replaced. Thread-safe.
@FunctionalInterface
public interface RefreshRequests {
    /// Nobody sees to it.
    RefreshRequests NONE = _ -> {};

    /// Does not wait for anybody.
    void wanted(KeyName keyName);
}
