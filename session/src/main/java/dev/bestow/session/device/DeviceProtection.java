package dev.bestow.session.device;

import java.net.InetSocketAddress;

/// A protection at a device. Thread-safe.
@FunctionalInterface
public interface DeviceProtection {
    /// A session with the endpoint at `server`. Nothing is sent before its first report.
    ///
    /// @param key stays the caller's, who may close it at once
    ProtectedSession open(DeviceKey key, InetSocketAddress server);
}
