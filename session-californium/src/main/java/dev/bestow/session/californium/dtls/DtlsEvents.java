package dev.bestow.session.californium.dtls;

import java.net.DatagramPacket;

/// Who looks on. Called on threads of Scandium or of a look-up, which must not wait. Thread-safe.
public interface DtlsEvents {
    /// Nobody.
    DtlsEvents NONE = new DtlsEvents() {};

    /// A datagram has come, from anybody. Not to be kept: its octets are those of the next one soon.
    default void received(DatagramPacket datagram) {}

    /// A datagram is about to go.
    default void sent(DatagramPacket datagram) {}

    /// A handshake gets no key.
    default void refused(PskRefusal why) {}

    /// A handshake is complete.
    default void established(DtlsPeer peer) {}

    /// A session ended before its device ended it.
    default void ended(DtlsPeer peer, End why) {}

    /// A ClientHello was dropped: too many handshakes are under way.
    default void dropped() {}

    /// A look-up or a report broke, which must not happen.
    default void broke(String what, RuntimeException why) {}

    /// Why a session ended.
    enum End {
        /// Its key did.
        EXPIRED,
        /// The operator gives the key to this server no longer.
        WITHDRAWN
    }
}
