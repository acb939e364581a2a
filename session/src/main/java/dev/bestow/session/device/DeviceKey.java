package dev.bestow.session.device;

import dev.bestow.keys.LeafKey;
import dev.bestow.session.ua.FullName;

/// The leaf key that a device has for one endpoint. The one who holds it closes it.
///
/// @param name what messages call the key
/// @param confidentialityAllowed whether the registered PLMN allows ciphering
public record DeviceKey(FullName name, LeafKey leaf, boolean confidentialityAllowed)
        implements AutoCloseable {
    /// A copy with its own life.
    public DeviceKey copy() {
        return new DeviceKey(name, leaf.copy(), confidentialityAllowed);
    }

    /// Wipes the key.
    @Override
    public void close() {
        leaf.octets().close();
    }
}
