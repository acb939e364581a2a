package dev.bestow.ue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// Datagrams between one UE and application servers.
@FunctionalInterface
public interface UaTransport {
    /// A port of its own towards `server`; `received` gets every datagram from there, on one thread.
    Port open(InetSocketAddress server, Consumer<byte[]> received) throws IOException;

    /// An open port.
    interface Port extends AutoCloseable {
        /// Sends, or loses it as datagrams are lost.
        void send(byte[] datagram);

        @Override
        void close();
    }
}
