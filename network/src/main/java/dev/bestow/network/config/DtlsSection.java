package dev.bestow.network.config;

import dev.bestow.session.californium.dtls.LeafKeyConnector;

/// The port of an endpoint for CoAP over DTLS.
///
/// @param listen where it waits; IANA's port is 5684
/// @param connectionIdOctets how long the connection ids are that a device's records carry (RFC 9146), 4 to 16; 0 for
///     none, and a device whose address changes has a handshake again
public record DtlsSection(Endpoint listen, @Default("6") int connectionIdOctets) {
    public DtlsSection {
        LeafKeyConnector.requireCidOctets(connectionIdOctets);
    }

    /// As most have it.
    public static DtlsSection listening(Endpoint listen) {
        return new DtlsSection(listen, LeafKeyConnector.CID_OCTETS);
    }
}
