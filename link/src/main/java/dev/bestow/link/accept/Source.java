package dev.bestow.link.accept;

import dev.bestow.core.Octets;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Who is held to account for what comes from an address: the IPv4 address, or the /64 of an IPv6 address, since
/// one subscriber line has all of it (RFC 6177 clause 2).
///
/// @param prefix the 4 octets of IPv4, or the first 8 of IPv6
public record Source(Octets prefix) {
    private static final int V6_PREFIX_OCTETS = 8;

    public static Source of(InetAddress address) {
        Octets octets = Octets.copyOf(address.getAddress());
        return new Source(
                address instanceof Inet6Address ? octets.slice(0, V6_PREFIX_OCTETS) : octets);
    }
}
