package dev.bestow.ue;

import dev.bestow.keys.LeafKey;
import dev.bestow.session.ua.FullName;

/// A leaf key that a device holds for one endpoint, and how messages name it. Who has one closes it.
public record DeviceKey(FullName name, LeafKey leaf) implements AutoCloseable {
    /// Wipes the key.
    @Override
    public void close() {
        leaf.octets().close();
    }
}
