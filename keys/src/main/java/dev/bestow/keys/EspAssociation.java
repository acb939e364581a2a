package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// What makes the key of one ESP security association differ from every other under the same leaf key.
/// Nonces of both ends see to it that no association ever returns, whatever either end forgot. Only the packet that
/// begins a session goes without the nonce of the HSE, which is not there yet: see [#first].
///
/// @param direction which way its packets travel
/// @param transform the encryption transform of IKEv2, 20 for AES-GCM with a tag of 16 octets, 21 for AES-GMAC
///     without encryption
/// @param spi Security Parameters Index, 256 or more as an unsigned number
/// @param ueNonce at least 16 octets from the UE
/// @param hseNonce at least 16 octets from the HSE; none in the association of the first packet
public record EspAssociation(
        Direction direction, int transform, int spi, Octets ueNonce, Octets hseNonce) {
    /// AES-GCM with a tag of 16 octets (RFC 4106).
    public static final int AES_GCM_16 = 20;

    /// AES-GMAC, integrity alone, for where encryption is forbidden (RFC 4543).
    public static final int NULL_AUTH_AES_GMAC = 21;

    /// Length below which a nonce is refused, in octets.
    public static final int MIN_NONCE_OCTETS = 16;

    private static final int MIN_SPI = 256;

    public EspAssociation {
        if (transform != AES_GCM_16 && transform != NULL_AUTH_AES_GMAC) {
            throw new InvalidValue("ESP transform", "is 20 or 21, not " + transform);
        }
        if (Integer.compareUnsigned(spi, MIN_SPI) < 0) {
            throw new InvalidValue("SPI", "needs 256 or more");
        }
        requireNonce("nonce of the UE", ueNonce);
        if (hseNonce.length() > 0 || direction == Direction.DOWNLINK) {
            requireNonce("nonce of the HSE", hseNonce);
        }
    }

    /// Of the one packet from the UE that begins a session. Whoever takes it has to take each nonce of a UE once.
    public static EspAssociation first(int transform, int spi, Octets ueNonce) {
        return new EspAssociation(Direction.UPLINK, transform, spi, ueNonce, Octets.EMPTY);
    }

    Octets[] parameters() {
        return new Octets[] {
            Kdf.number(direction.bit(), 1),
            Kdf.number(transform, 2),
            Kdf.number(spi, 4),
            ueNonce,
            hseNonce
        };
    }

    private static void requireNonce(String field, Octets nonce) {
        if (nonce.length() < MIN_NONCE_OCTETS) {
            throw new InvalidValue(field, "has " + nonce.length() + " octets, needs 16 or more");
        }
    }
}
