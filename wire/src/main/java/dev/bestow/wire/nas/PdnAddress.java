package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// PDN address, 5 to 13 octets: `0 | PDN type 3 bits`, then 4 octets of IPv4, 8 of an IPv6 interface
/// identifier, or both; 4 spare octets for non-IP (TS 24.301 clause 9.9.4.9).
public record PdnAddress(PdnType type, Octets information) {
    static final int MIN_OCTETS = 5;
    static final int MAX_OCTETS = 13;

    /// There is no address where there is no IP.
    public static final PdnAddress NON_IP =
            new PdnAddress(PdnType.NON_IP, Octets.copyOf(new byte[4]));

    public PdnAddress {
        int length =
                switch (type) {
                    case IPV4, NON_IP -> 4;
                    case IPV6 -> 8;
                    case IPV4V6 -> 12;
                };
        if (information.length() != length) {
            throw new InvalidValue(
                    "PDN address", "has " + information.length() + " octets, needs " + length);
        }
    }
}
