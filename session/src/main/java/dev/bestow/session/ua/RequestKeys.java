package dev.bestow.session.ua;

import dev.bestow.core.AsId;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.AesCtr;
import dev.bestow.keys.Direction;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KApp;
import dev.bestow.keys.PurposeKey;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.UaHeader;

/// The keys of one Application Request: K_app fed with its header, used once and wiped.
final class RequestKeys {
    private RequestKeys() {}

    /// Ciphers and deciphers the body. The key is for this one message, so the counter block is zero.
    static byte[] applyCipher(KApp kApp, UaHeader header, byte[] text) {
        try (Secret key =
                PurposeKey.derive16(kApp.octets(), "bestow-ua-request-cipher", context(header))) {
            return AesCtr.apply(key, new byte[AesCtr.BLOCK_OCTETS], text);
        }
    }

    /// The tag of the literal form, 8 octets, over everything before it. Ours: the study's `t` does not
    /// cover the message.
    static Octets literalTag(KApp kApp, AsId asId, UaHeader header, LiteralFields fields) {
        try (Secret key =
                PurposeKey.derive(kApp.octets(), "bestow-ua-literal-tag", context(header))) {
            return Octets.copyOf(
                    HmacTag.compute(
                            key,
                            ApplicationRequest.MAC_OCTETS,
                            new byte[] {(byte) Direction.UPLINK.bit(), (byte) header.octet()},
                            LeafKeys.lengthPrefixed(asId),
                            fields.name().octets().toArray(),
                            fields.randAs().toArray(),
                            fields.t().toArray(),
                            fields.body().toArray()));
        }
    }

    /// What lies between header and tag.
    record LiteralFields(FullName name, Octets randAs, Octets t, Octets body) {}

    private static Octets context(UaHeader header) {
        return Octets.copyOf(new byte[] {(byte) header.octet()});
    }
}
