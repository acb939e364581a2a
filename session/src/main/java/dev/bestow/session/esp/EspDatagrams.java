package dev.bestow.session.esp;

import java.net.InetSocketAddress;

/// Where datagrams to UEs go. Does not block; may lose them. Thread-safe.
@FunctionalInterface
public interface EspDatagrams {
    void send(InetSocketAddress to, byte[] datagram);
}
