package dev.bestow.session.esp.tunnel;

import dev.bestow.core.InvalidValue;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an end of tunnels has: an IPv4 address in the network of all devices of an endpoint, and the MTU in it. What an
/// endpoint tells a device, 7 octets:
///
/// ```
/// octets 0-3   IPv4 address
///        4     length of its network's prefix, 16 to 30
///        5-6   MTU, 576 to 9000
/// ```
///
/// @param prefix how many leading bits are the network's
/// @param mtu of packets in the tunnel, in octets
public record TunnelAddress(Inet4Address address, int prefix, int mtu) {
    /// Length of the message, in octets.
    public static final int OCTETS = 7;

    /// So that a packet with all of ESP, UDP and IPv6 around it has 1280 octets, which every path of IPv6 takes.
    public static final int STANDARD_MTU = 1_198;

    /// What every host of IPv4 takes.
    private static final int MIN_MTU = 576;

    private static final int MAX_MTU = 9_000;
    private static final int MIN_PREFIX = 16;
    private static final int MAX_PREFIX = 30;
    private static final Pattern FORM = Pattern.compile("([0-9.]{7,15})/([0-9]{1,2})");

    public TunnelAddress {
        if (prefix < MIN_PREFIX || prefix > MAX_PREFIX) {
            throw new InvalidValue("address", "has a prefix of 16 to 30 bits, not " + prefix);
        }
        if (mtu < MIN_MTU || mtu > MAX_MTU) {
            throw new InvalidValue("mtu", "is 576 to 9000 octets, not " + mtu);
        }
        int host = word(address) & ~mask(prefix);
        if (host == 0 || host == ~mask(prefix)) {
            throw new InvalidValue(
                    "address", address.getHostAddress() + " is no host's of its network");
        }
    }

    /// Of a configuration: `10.45.0.1/24`.
    public static TunnelAddress parse(String text, int mtu) {
        Matcher matcher = FORM.matcher(text);
        Inet4Address address = matcher.matches() ? literal(matcher.group(1)) : null;
        if (address == null) {
            throw new InvalidValue(
                    "address", "is an IPv4 address and its prefix, such as 10.45.0.1/24");
        }
        return new TunnelAddress(address, Integer.parseInt(matcher.group(2)), mtu);
    }

    private static @Nullable Inet4Address literal(String text) {
        try {
            return Inet4Address.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Of a message; null where the octets are none.
    public static @Nullable TunnelAddress decode(Plaintext message) {
        if (message.length() != OCTETS) {
            return null;
        }
        ByteBuffer octets = ByteBuffer.wrap(message.toArray());
        try {
            return new TunnelAddress(
                    address(octets.getInt()), octets.get(), Short.toUnsignedInt(octets.getShort()));
        } catch (InvalidValue _) {
            return null;
        }
    }

    /// As a message.
    public Plaintext encode() {
        return Plaintext.copyOf(
                ByteBuffer.allocate(OCTETS)
                        .put(address.getAddress())
                        .put((byte) prefix)
                        .putShort((short) mtu)
                        .array());
    }

    /// Why a packet is not one that this device may send; null when it is.
    public @Nullable EspDrop refusedFrom(byte[] packet) {
        Ipv4Header header = Ipv4Header.of(packet);
        if (header != null && packet.length <= mtu) {
            return header.source() == word() ? null : EspDrop.INNER_SOURCE;
        }
        return header == null ? EspDrop.INNER_MALFORMED : EspDrop.INNER_TOO_LONG;
    }

    /// Why a packet is not one for this device; null when it is.
    public @Nullable EspDrop refusedTo(byte[] packet) {
        Ipv4Header header = Ipv4Header.of(packet);
        if (header == null) {
            return EspDrop.INNER_MALFORMED;
        }
        return header.destination() == word() ? null : EspDrop.INNER_DESTINATION;
    }

    /// Another host of the same network.
    ///
    /// @param host its number in the network
    TunnelAddress host(int host) {
        return new TunnelAddress(address((word() & mask(prefix)) | host), prefix, mtu);
    }

    /// How many hosts the network has, this one included.
    int hosts() {
        return ~mask(prefix) - 1;
    }

    /// The address as 32 bits.
    int word() {
        return word(address);
    }

    private static int mask(int prefix) {
        return -1 << (Integer.SIZE - prefix);
    }

    private static int word(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    private static Inet4Address address(int word) {
        try {
            byte[] octets = ByteBuffer.allocate(Integer.BYTES).putInt(word).array();
            return (Inet4Address) InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 octets are an address", e);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
