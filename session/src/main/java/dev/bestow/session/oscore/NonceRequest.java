package dev.bestow.session.oscore;

import dev.bestow.core.Octets;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What a device asks with in 3GPP's form of OSCORE, before its first protected request: the payload of a POST to
/// `/best`, CBOR. 17 to 31 octets.
///
/// ```
/// [1, key name 4 or 11 octets, N1 8 octets, Sender ID of the server 0 to 7 octets]
/// ```
///
/// Deviation: TS 33.535 clause D.3.2 posts to `/akma` and has the A-KID, a text, for the name of the key; we have names
/// of our own, and so a path of our own. Its optional parameters of OSCORE are not taken: there are the defaults alone.
/// It leaves the length of the nonces open.
///
/// @param named the key, and N1
/// @param serverId Sender ID of the server, which the device chooses
record NonceRequest(IdContext named, Octets serverId) {
    static final String PATH = "/best";

    /// 1: OSCORE.
    private static final int PROTOCOL = 1;

    /// Of RFC 8613 clause 3.3, with the nonces of AES-CCM-16-64-128.
    static final int MAX_ID_OCTETS = 7;

    private static final int ITEMS = 4;

    /// Whether a message is meant to be one, whatever it has inside.
    static boolean isMeant(CoapMessage message) {
        return message.code().equals(CoapCode.POST)
                && message.option(CoapOption.OSCORE).isEmpty()
                && message.path(CoapOption.URI_PATH).equals(PATH);
    }

    Octets encode() {
        Octets both = named.encode();
        int nameOctets = both.length() - IdContext.RAND_AS_OCTETS;
        return new Cbor()
                .array(ITEMS)
                .number(PROTOCOL)
                .bytes(both.slice(0, nameOctets))
                .bytes(named.randAs())
                .bytes(serverId)
                .octets();
    }

    /// Empty where the octets are none, or are not in their shortest form.
    static Optional<NonceRequest> decode(Octets payload) {
        var items = new CborReader(payload);
        if (items.array() != ITEMS || items.number() != PROTOCOL) {
            return Optional.empty();
        }
        List<Octets> read = items.bytes(ITEMS - 1);
        if (read.size() != ITEMS - 1
                || read.get(1).length() != IdContext.RAND_AS_OCTETS
                || read.get(2).length() > MAX_ID_OCTETS) {
            return Optional.empty();
        }
        ByteBuffer both = ByteBuffer.allocate(read.get(0).length() + IdContext.RAND_AS_OCTETS);
        read.get(0).writeTo(both);
        read.get(1).writeTo(both);
        return IdContext.decode(Octets.copyOf(both.array()))
                .map(named -> new NonceRequest(named, read.get(2)));
    }
}
