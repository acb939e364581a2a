package dev.bestow.session.esp;

import dev.bestow.core.KeyName;

/// A device at the other end of a session. Thread-safe.
public interface EspDevice {
    /// Whose key it is, the only identity an application may use.
    String externalIdentifier();

    /// How the device named its key.
    KeyName keyName();

    /// Sends to where the device was heard last.
    ///
    /// @return false when the session or its key is over, or the session was not answered yet
    boolean send(InnerPacket inner);
}
