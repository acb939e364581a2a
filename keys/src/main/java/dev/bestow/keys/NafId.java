package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// NAF_Id of GBA and AF_ID of AKMA: an application server's FQDN, then the 5 octets of the protocol its
/// key is for (TS 33.220 Annex H, TS 33.535 clause A.4).
public record NafId(AsId fqdn, UaProtocolId protocol) {
    /// The FQDN in ASCII and the protocol, without anything between.
    public Octets encode() {
        byte[] name = fqdn.fqdn().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer encoded = ByteBuffer.allocate(name.length + UaProtocolId.OCTETS).put(name);
        protocol.octets().writeTo(encoded);
        return Octets.copyOf(encoded.array());
    }
}
