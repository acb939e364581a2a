package dev.bestow.hse;

import dev.bestow.core.Imsi;
import dev.bestow.link.accept.Source;
import dev.bestow.wire.nas.AccessPointName;

import java.util.Set;

/// Who is connected to which packet data network, and where it is reached. What a gateway says, and no proof of it.
///
/// @param addresses IPv4 address and /64; none for non-IP, or while it has none
public record PdnConnection(Imsi imsi, AccessPointName accessPoint, Set<Source> addresses) {
    public PdnConnection {
        addresses = Set.copyOf(addresses);
    }

    /// Whether it is the same subscriber at the same access point.
    boolean sameUser(PdnConnection other) {
        return imsi.equals(other.imsi) && accessPoint.equals(other.accessPoint);
    }
}
