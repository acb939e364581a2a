package dev.bestow.session.oscore;

import dev.bestow.core.Octets;

import java.util.List;
import java.util.Optional;

/// What a server answers a [NonceRequest] with, in a 2.01: CBOR, 11 to 18 octets.
///
/// ```
/// [N2 8 octets, Sender ID of the device 0 to 7 octets]
/// ```
///
/// @param nonce N2
/// @param deviceId Sender ID of the device, which the server chooses
record NonceAnswer(Octets nonce, Octets deviceId) {
    static final int NONCE_OCTETS = 8;
    private static final int ITEMS = 2;

    Octets encode() {
        return new Cbor().array(ITEMS).bytes(nonce).bytes(deviceId).octets();
    }

    /// Empty where the octets are none, or are not in their shortest form.
    static Optional<NonceAnswer> decode(Octets payload) {
        var items = new CborReader(payload);
        if (items.array() != ITEMS) {
            return Optional.empty();
        }
        List<Octets> read = items.bytes(ITEMS);
        return read.size() == ITEMS
                        && read.get(0).length() == NONCE_OCTETS
                        && read.get(1).length() <= NonceRequest.MAX_ID_OCTETS
                ? Optional.of(new NonceAnswer(read.get(0), read.get(1)))
                : Optional.empty();
    }
}
