package dev.bestow.network.config;

import dev.bestow.session.esp.tunnel.TunnelAddress;

/// A TUN device of Linux, which takes CAP_NET_ADMIN. Made with the node and removed with it.
///
/// @param name of the interface, 1 to 15 letters and digits; no other may have it
/// @param address its own and the prefix of the network of the devices, such as 10.45.0.1/16; each device gets another
///     address of that network
/// @param mtu of packets in tunnels, for both ends: 1198 where 1280 octets pass between devices and endpoint, 1418
///     where 1500 do
public record TunSection(String name, String address, @Default("1198") int mtu) {
    public TunSection {
        TunnelAddress.parse(address, mtu);
    }

    /// What the endpoint has itself.
    public TunnelAddress tunnelAddress() {
        return TunnelAddress.parse(address, mtu);
    }
}
