package dev.bestow.ue;

import dev.bestow.wire.ua.NiddForm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// Ua over a PDN connection without IP: 17 octets over a first report, 12 over later ones ([NiddForm]).
public final class NiddTransport implements UaTransport {
    private final UaTransport connection;

    /// @param connection carries messages to whoever serves this subscriber's PDN connection, and back
    public NiddTransport(UaTransport connection) {
        this.connection = connection;
    }

    @Override
    public Port open(InetSocketAddress server, Consumer<byte[]> received) throws IOException {
        Port port = connection.open(server, received);
        return new Port() {
            @Override
            public void send(byte[] datagram) {
                port.send(NiddForm.elide(datagram));
            }

            @Override
            public void close() {
                port.close();
            }
        };
    }
}
