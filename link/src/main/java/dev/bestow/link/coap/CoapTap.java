package dev.bestow.link.coap;

import dev.bestow.wire.coap.CoapMessage;

/// Sees messages as they come and go, on the thread that takes or sends them.
public interface CoapTap {
    /// Does not look.
    CoapTap NONE = new CoapTap() {};

    /// A device sent it.
    default void received(CoapMessage message, int octets) {}

    /// A device is sent it, for the first time or again.
    default void sent(CoapMessage message, int octets) {}
}
