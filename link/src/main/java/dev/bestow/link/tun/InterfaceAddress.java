package dev.bestow.link.tun;

import java.net.Inet4Address;

/// What a network interface is configured with.
///
/// @param prefix how many leading bits of the address are its network's, 0 to 32
/// @param mtu the longest packet, in octets
public record InterfaceAddress(Inet4Address address, int prefix, int mtu) {
    /// The netmask, 32 bits.
    int mask() {
        return prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
    }
}
