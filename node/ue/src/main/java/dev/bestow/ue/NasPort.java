package dev.bestow.ue;

import dev.bestow.wire.nas.UplinkEmm;

/// The UE's end of the NAS link.
@FunctionalInterface
public interface NasPort {
    /// Sends one PDU, or loses it as radios do.
    ///
    /// @param message what it says, for taps
    /// @param plain the same before it was protected
    /// @param pdu what goes out
    void send(UplinkEmm message, byte[] plain, byte[] pdu);
}
