package dev.bestow.link.accept;

import dev.bestow.core.Reason;

import java.io.IOException;
import java.net.InetSocketAddress;

/// An address that a node was to listen at and cannot: taken, not of this machine, or not for this user.
public final class CannotListen extends IOException {
    private static final long serialVersionUID = 1L;

    private final Protocol protocol;
    private final InetSocketAddress address;

    /// What has ports.
    public enum Protocol {
        TCP,
        UDP
    }

    public CannotListen(Protocol protocol, InetSocketAddress address, IOException cause) {
        super(
                "cannot listen at %s (%s): %s"
                        .formatted(written(address), protocol, Reason.of(cause)),
                cause);
        this.protocol = protocol;
        this.address = address;
    }

    /// As configurations have it.
    private static String written(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    public Protocol protocol() {
        return protocol;
    }

    public InetSocketAddress address() {
        return address;
    }
}
