package dev.bestow.cli.node;

import dev.bestow.cli.config.DiameterSection;
import dev.bestow.cli.config.Endpoint;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.link.accept.CannotListen;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.stream.Stream;

/// Which key of a configuration an address to listen at stands under.
final class Listeners {
    private Listeners() {}

    private record Listener(
            CannotListen.Protocol protocol, String key, @Nullable Endpoint endpoint) {
        boolean is(CannotListen failed) {
            return protocol == failed.protocol()
                    && endpoint != null
                    && endpoint.resolveLater().equals(failed.address());
        }
    }

    /// The failure, told with its key: `nas.listen: cannot listen at 127.0.0.1:36412 (UDP): Address already in
    /// use`.
    static IOException told(NodeConfig config, CannotListen failed) {
        return all(config)
                .filter(listener -> listener.is(failed))
                .findFirst()
                .map(listener ->
                        new IOException(listener.key() + ": " + failed.getMessage(), failed))
                .orElse(failed);
    }

    private static Stream<Listener> all(NodeConfig config) {
        DiameterSection diameter = config.diameter();
        NodeConfig.Http http = config.http();
        NodeConfig.Link nas = config.nas();
        NodeConfig.Link ua = config.ua();
        return Stream.of(
                tcp("diameter.listen", diameter == null ? null : diameter.listen()),
                tcp("diameter.listenTls", diameter == null ? null : diameter.listenTls()),
                tcp("http.listen", http == null ? null : http.listen()),
                udp("nas.listen", nas == null ? null : nas.listen()),
                udp("ua.listen", ua == null ? null : ua.listen()));
    }

    private static Listener tcp(String key, @Nullable Endpoint endpoint) {
        return new Listener(CannotListen.Protocol.TCP, key, endpoint);
    }

    private static Listener udp(String key, @Nullable Endpoint endpoint) {
        return new Listener(CannotListen.Protocol.UDP, key, endpoint);
    }
}
