package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where to listen or connect: `127.0.0.1:3868`, `[::1]:3868` or `hss.example.net:3868`. Port 0, for
/// listening, takes any free one.
public record Endpoint(String host, int port) {
    private static final int MAX_PORT = 0xffff;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");

    public Endpoint {
        if (port < 0 || port > MAX_PORT) {
            throw new InvalidValue("address", "has port " + port + ", at most 65535");
        }
    }

    public static Endpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("address", "is written HOST:PORT, for example 127.0.0.1:3868");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new Endpoint(host, Integer.parseInt(matcher.group(3)));
    }

    /// Resolved now.
    ///
    /// @param key where it stands in the configuration, for the refusal of a name that DNS does not know
    public InetSocketAddress resolve(String key) {
        InetSocketAddress address = resolveLater();
        if (address.isUnresolved()) {
            throw new InvalidValue(key, "no such host: " + host);
        }
        return address;
    }

    /// Resolved now if DNS knows the name, and unresolved if it does not (yet).
    public InetSocketAddress resolveLater() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
