package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.Origin;

/// Who asks. The link makes one for each request before any handler sees it, out of the connection and
/// the configuration; what the request says of itself has been checked against them. Authority rests on
/// this value alone.
///
/// @param peer Diameter identity of the neighbour the request came from: the origin itself, or a relay
/// @param origin who made the request: that neighbour, or somebody this relay may speak for
/// @param role what the origin is configured to be
/// @param hop what the connection with the neighbour is
public record Requester(String peer, Origin origin, PeerRole role, HopSecurity hop) {
    /// What the connection a message came over, or leaves through, may carry.
    ///
    /// @param direct whether nobody stands between the two, or the relay there is trusted with keys
    /// @param confidential TLS, or addresses of the loopback interface on both ends
    /// @param clearAccepted in clear, and the operator accepts that for the keys of 3GPP's own messages
    public record HopSecurity(boolean direct, boolean confidential, boolean clearAccepted) {
        boolean carries(Carriage carriage) {
            return switch (carriage) {
                case OPEN -> true;
                case CONFIDENTIAL -> confidential || clearAccepted;
                case DIRECT -> direct && confidential;
            };
        }
    }

    /// Whether keys of Bestow's own may be sent in the answer.
    public boolean mayHaveOwnKeys() {
        return hop.carries(Carriage.DIRECT);
    }
}
