package dev.bestow.session.esp;

import dev.bestow.core.InvalidValue;
import dev.bestow.session.ua.Plaintext;

/// What an ESP packet carries: 0 to 65,000 octets, and the Next Header field that says what they are (RFC 4303 clause
/// 2.6).
///
/// @param nextHeader a protocol number of IP, 0 to 255
public record InnerPacket(int nextHeader, Plaintext payload) {
    /// An IPv4 packet: tunnel mode.
    public static final int IPV4 = 4;

    /// An IPv6 packet: tunnel mode.
    public static final int IPV6 = 41;

    /// A dummy packet, which the receiver drops (RFC 4303 clause 2.6).
    public static final int DUMMY = 59;

    /// Octets of an application, without a header between.
    ///
    /// Deviation: TR 33.863 leaves open what solution 6 carries. Beside IP packets we carry octets of an application
    /// under 253, a number for experiments (RFC 3692), which saves a device 28 octets of IP and UDP headers.
    public static final int OCTETS = 253;

    /// A device asks for its address in the tunnel, with no octets, and is told a
    /// [dev.bestow.session.esp.tunnel.TunnelAddress].
    ///
    /// Deviation: TR 33.863 has no address assignment for solution 6, and without IKEv2 there is no configuration
    /// payload. We ask and answer under 254, the other number for experiments (RFC 3692).
    public static final int ADDRESS = 254;

    /// With every header still inside a UDP datagram.
    public static final int MAX_OCTETS = 65_000;

    public InnerPacket {
        if (nextHeader < 0 || nextHeader > 255) {
            throw new InvalidValue("Next Header", "is 0 to 255, not " + nextHeader);
        }
        if (payload.length() > MAX_OCTETS) {
            throw new InvalidValue(
                    "payload",
                    "has %d octets, at most %d fit".formatted(payload.length(), MAX_OCTETS));
        }
    }

    /// Octets of an application.
    public static InnerPacket ofOctets(Plaintext payload) {
        return new InnerPacket(OCTETS, payload);
    }
}
