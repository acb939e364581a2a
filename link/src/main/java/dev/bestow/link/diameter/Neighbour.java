package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// The peer at the other end of one open connection, and whom it may speak for: itself, and where it is
/// configured as a relay, hosts of its realms. A relay speaks for a host that is a peer of ours only where
/// that peer's entry lists the relay. Thread-safe; made once per connection, since its own
/// requests are by far the most.
final class Neighbour {
    private final PeerTable table;
    private final RemotePeer peer;
    private final DiameterConfig.Peer config;
    private final Requester itself;
    private final Asked byItself;

    /// @param origin the name its capabilities exchange was agreed under
    Neighbour(PeerTable table, RemotePeer peer, Origin origin, Transport transport) {
        this.table = table;
        this.peer = peer;
        this.config = peer.config();
        boolean relay = config.role() == PeerRole.RELAY;
        var hop =
                new Requester.HopSecurity(
                        !relay || config.keysThroughRelay(),
                        transport.isConfidential(),
                        config.security() instanceof PeerSecurity.InsecureClear);
        this.itself = new Requester(config.host(), origin, config.role(), hop);
        this.byItself = new Asked.By(itself);
    }

    Requester.HopSecurity hop() {
        return itself.hop();
    }

    /// What a request says of its origin, checked.
    sealed interface Asked {
        record By(Requester requester) implements Asked {}

        /// The neighbour may not speak for that origin.
        ///
        /// @param failure names the AVP, for the answer
        record Falsely(Origin claimed, DecodeException failure) implements Asked {}

        /// The neighbour is no peer any more, or was one with other rights.
        record ByNobody() implements Asked {}
    }

    /// Whether that is still who asks: an operator may take rights away while a request is served.
    boolean isStill(Requester from) {
        return !peer.isRetired()
                && (from.equals(itself) || speaksFor(from.origin()) == from.role());
    }

    /// Who made `request`. An origin that is missing or there twice is a `DecodeException`.
    Asked origin(DiameterMessage request) {
        if (peer.isRetired()) {
            return new Asked.ByNobody();
        }
        int hosts = 0;
        int realms = 0;
        boolean own = true;
        AvpCursor avps = request.avps();
        while (avps.next()) {
            if (avps.is(BaseAvps.ORIGIN_HOST)) {
                hosts++;
                own &= isName(avps, itself.origin().host());
            } else if (avps.is(BaseAvps.ORIGIN_REALM)) {
                realms++;
                own &= isName(avps, itself.origin().realm());
            }
        }
        if (own && hosts == 1 && realms == 1) {
            return byItself;
        }
        AvpCursor host = request.require(BaseAvps.ORIGIN_HOST);
        AvpCursor realm = request.require(BaseAvps.ORIGIN_REALM);
        if (hosts > 1 || realms > 1) {
            // Of two, no check could say which of them a reader believes.
            throw host.refuse(DecodeException.Kind.AVP_TOO_MANY);
        }
        return bySomebodyElse(host, realm);
    }

    private Asked bySomebodyElse(AvpCursor host, AvpCursor realm) {
        Origin claimed = new Origin(host.identity(), realm.identity());
        PeerRole role = speaksFor(claimed);
        if (role != null) {
            return new Asked.By(new Requester(config.host(), claimed, role, hop()));
        }
        AvpCursor wrong = claimed.host().equals(itself.origin().host()) ? realm : host;
        return new Asked.Falsely(claimed, wrong.refuse(DecodeException.Kind.AVP_VALUE));
    }

    /// The role of somebody this relay may speak for, or null.
    private @Nullable PeerRole speaksFor(Origin claimed) {
        if (config.role() != PeerRole.RELAY) {
            return null;
        }
        RemotePeer known = table.peer(claimed.host());
        if (known != null) {
            return known.config().relays().contains(config.host())
                            && known.config().isOfRealm(claimed.realm())
                    ? known.config().role()
                    : null;
        }
        boolean plausible =
                config.realms().contains(claimed.realm())
                        && DiameterConfig.isWithin(claimed.host(), claimed.realm())
                        && !table.isOurselves(claimed.host());
        return plausible ? PeerRole.MME : null;
    }

    /// Whether an answer of this name is one to a request that went to this neighbour: from the host that
    /// was asked, or where only a realm was asked from a host of it. An answer with the E bit, which says only
    /// that nobody served the request, may be any node's on the way that the relay may speak for, and its own.
    boolean mayAnswer(DiameterMessage answer, DiameterMessage request) {
        AvpCursor from = answer.find(BaseAvps.ORIGIN_HOST);
        AvpCursor realm = answer.find(BaseAvps.ORIGIN_REALM);
        if (from == null || realm == null) {
            return false;
        }
        if (config.role() != PeerRole.RELAY) {
            return isName(from, config.host());
        }
        AvpCursor asked = request.find(BaseAvps.DESTINATION_HOST);
        if (asked != null && isName(from, asked.identity())) {
            return true;
        }
        if (isName(from, config.host())) {
            return answer.isError();
        }
        AvpCursor askedRealm = request.find(BaseAvps.DESTINATION_REALM);
        boolean ofRealm = askedRealm != null && isName(realm, askedRealm.identity());
        return ofRealm
                && (asked == null || answer.isError())
                && speaksFor(new Origin(from.identity(), realm.identity())) != null;
    }

    private static boolean isName(AvpCursor avp, String name) {
        return avp.isText(name) || name.equals(avp.utf8().toLowerCase(Locale.ROOT));
    }
}
