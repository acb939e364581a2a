package dev.bestow.as;

/// Sees the datagrams of one protection at an endpoint; for ledgers. Must neither keep nor change them.
public interface DatagramTap {
    /// Sees nothing.
    DatagramTap NONE = new DatagramTap() {};

    /// One of a UE has come.
    default void received(byte[] datagram) {}

    /// One is about to go.
    default void sent(byte[] datagram) {}
}
