package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

/// The AVPs that carry a request through the network, the same in every command: session, who asks, and
/// who is asked. Auth-Session-State, always NO_STATE_MAINTAINED here, travels with them.
///
/// @param sessionId Session-Id, see [SessionIds]
/// @param originHost Origin-Host, the asker's Diameter identity
/// @param originRealm Origin-Realm
/// @param destinationHost Destination-Host, or null when any node of the realm may answer
/// @param destinationRealm Destination-Realm
public record Envelope(
        String sessionId,
        String originHost,
        String originRealm,
        @Nullable String destinationHost,
        String destinationRealm) {

    /// Reads it from a request; a missing AVP is `AVP_MISSING`.
    public static Envelope from(DiameterMessage request) {
        AvpCursor host = request.find(BaseAvps.DESTINATION_HOST);
        return new Envelope(
                request.require(BaseAvps.SESSION_ID).utf8(),
                request.require(BaseAvps.ORIGIN_HOST).identity(),
                request.require(BaseAvps.ORIGIN_REALM).identity(),
                host == null ? null : host.identity(),
                request.require(BaseAvps.DESTINATION_REALM).identity());
    }

    /// Puts it at the start of a request, Session-Id first.
    public void putInto(MessageBuilder request) {
        putSessionInto(request);
        putRouteInto(request);
    }

    /// Puts Session-Id alone, for a grammar that fixes what stands behind it; [#putRouteInto] follows.
    public void putSessionInto(MessageBuilder request) {
        request.put(BaseAvps.SESSION_ID, sessionId);
    }

    /// Puts everything but Session-Id.
    public void putRouteInto(MessageBuilder request) {
        request.put(BaseAvps.AUTH_SESSION_STATE, BaseAvps.NO_STATE_MAINTAINED)
                .put(BaseAvps.ORIGIN_HOST, originHost)
                .put(BaseAvps.ORIGIN_REALM, originRealm);
        if (destinationHost != null) {
            request.put(BaseAvps.DESTINATION_HOST, destinationHost);
        }
        request.put(BaseAvps.DESTINATION_REALM, destinationRealm);
    }

    /// Who made this request.
    public Origin origin() {
        return new Origin(originHost, originRealm);
    }
}
