package dev.bestow.conformance;

import dev.bestow.ue.UaTransport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/// Sends by another transport and keeps a copy of every datagram, as anybody on the way could:
/// those of the UE in `up`, those of servers in `down`.
record KeepingTransport(UaTransport below, List<byte[]> up, List<byte[]> down)
        implements UaTransport {
    @Override
    public Port open(InetSocketAddress server, Consumer<byte[]> received) throws IOException {
        Port port =
                below.open(
                        server,
                        datagram -> {
                            down.add(datagram.clone());
                            received.accept(datagram);
                        });
        return new Port() {
            @Override
            public void send(byte[] datagram) {
                up.add(datagram.clone());
                port.send(datagram);
            }

            @Override
            public void close() {
                port.close();
            }
        };
    }
}
