package dev.bestow.network;

import dev.bestow.link.accept.CannotListen;
import dev.bestow.network.config.AccountingSection;
import dev.bestow.network.config.Admin;
import dev.bestow.network.config.AsNodeConfig;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.DtlsSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.EspSection;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.OscoreSection;
import dev.bestow.network.config.UeNodeConfig;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.stream.Stream;

/// Which key of a configuration an address to listen at stands under.
public final class Listeners {
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
    public static IOException told(NodeConfig config, CannotListen failed) {
        return all(config)
                .filter(listener -> listener.is(failed))
                .findFirst()
                .map(listener ->
                        new IOException(listener.key() + ": " + failed.getMessage(), failed))
                .orElse(failed);
    }

    private static Stream<Listener> all(NodeConfig config) {
        Admin admin = config.admin();
        return Stream.concat(
                ofNode(config),
                admin == null ? Stream.empty() : Stream.of(tcp("admin.listen", admin.listen())));
    }

    private static Stream<Listener> ofNode(NodeConfig config) {
        return switch (config) {
            case HssNodeConfig hss -> diameter(hss.diameter());
            case MmeNodeConfig mme ->
                    Stream.concat(
                            diameter(mme.diameter()),
                            Stream.of(udp("nas.listen", mme.nas().listen())));
            case KeyServerNodeConfig server ->
                    Stream.concat(
                            diameter(server.diameter()),
                            Stream.of(tcp("http.listen", server.http().listen())));
            case HseNodeConfig hse ->
                    Stream.concat(
                            hse.diameter() == null ? Stream.empty() : diameter(hse.diameter()),
                            Stream.of(
                                    udp("ua.listen", hse.ua().listen()),
                                    udp("oscore.listen", oscore(hse.oscore())),
                                    udp("esp.listen", esp(hse.esp())),
                                    udp("dtls.listen", dtls(hse.dtls())),
                                    udp("accounting.listen", accounting(hse.accounting()))));
            case AsNodeConfig as ->
                    Stream.of(
                            udp("ua.listen", as.ua().listen()),
                            udp("oscore.listen", oscore(as.oscore())),
                            udp("esp.listen", esp(as.esp())),
                            udp("dtls.listen", dtls(as.dtls())));
            case UeNodeConfig _ -> Stream.empty();
        };
    }

    private static @Nullable Endpoint oscore(@Nullable OscoreSection section) {
        return section == null ? null : section.listen();
    }

    private static @Nullable Endpoint esp(@Nullable EspSection section) {
        return section == null ? null : section.listen();
    }

    private static @Nullable Endpoint dtls(@Nullable DtlsSection section) {
        return section == null ? null : section.listen();
    }

    private static @Nullable Endpoint accounting(@Nullable AccountingSection section) {
        return section == null ? null : section.listen();
    }

    private static Stream<Listener> diameter(DiameterSection section) {
        return Stream.of(
                tcp("diameter.listen", section.listen()),
                tcp("diameter.listenTls", section.listenTls()));
    }

    private static Listener tcp(String key, @Nullable Endpoint endpoint) {
        return new Listener(CannotListen.Protocol.TCP, key, endpoint);
    }

    private static Listener udp(String key, @Nullable Endpoint endpoint) {
        return new Listener(CannotListen.Protocol.UDP, key, endpoint);
    }
}
