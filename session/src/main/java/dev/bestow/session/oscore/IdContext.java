package dev.bestow.session.oscore;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The ID Context of a security context (RFC 8613 clause 3.1), 12 or 19 octets: the name of the key and RAND_AS. It
/// travels as the kid context of every request, so a server finds the key and makes the context at the first one. Its
/// length says how the key is named.
///
/// ```
/// 12 octets   RAND id 4            | RAND_AS 8
/// 19 octets   GUTI 10   | eKSI 1   | RAND_AS 8
/// ```
///
/// Deviation: TS 33.220 Annex P and TS 33.535 Annex D have a round trip that agrees on ids and nonces before the first
/// protected request, and a Master Secret by HKDF. Here RAND_AS is the only nonce, the client's Sender ID has no octets
/// and the server's is 01, and the Master Secret is the [dev.bestow.keys.ProtocolKey] of OSCORE, with no salt.
///
/// @param name of the leaf key's AKA run
/// @param randAs 8 octets, drawn by the device for this context, and claimed by the server once
public record IdContext(KeyName name, Octets randAs) {
    public static final int RAND_AS_OCTETS = 8;

    private static final int BY_RAND_OCTETS = RandId.OCTETS + RAND_AS_OCTETS;
    private static final int BY_GUTI_OCTETS = Guti.OCTETS + 1 + RAND_AS_OCTETS;

    public IdContext {
        if (randAs.length() != RAND_AS_OCTETS) {
            throw new InvalidValue("RAND_AS", "needs 8 octets");
        }
    }

    public Octets encode() {
        ByteBuffer out =
                switch (name) {
                    case KeyName.ByRand(RandId randId) ->
                            ByteBuffer.allocate(BY_RAND_OCTETS).put(randId.encode().toArray());
                    case KeyName.ByGuti(Guti guti, Eksi eksi) ->
                            ByteBuffer.allocate(BY_GUTI_OCTETS)
                                    .put(guti.encode().toArray())
                                    .put((byte) eksi.value());
                };
        randAs.writeTo(out);
        return Octets.copyOf(out.array());
    }

    /// Empty where the octets are none: of another length, or with a GUTI or an eKSI that cannot be.
    public static Optional<IdContext> decode(Octets octets) {
        try {
            return switch (octets.length()) {
                case BY_RAND_OCTETS ->
                        Optional.of(
                                new IdContext(
                                        new KeyName.ByRand(
                                                RandId.decode(octets.slice(0, RandId.OCTETS))),
                                        octets.slice(RandId.OCTETS, RAND_AS_OCTETS)));
                case BY_GUTI_OCTETS ->
                        Optional.of(
                                new IdContext(
                                        new KeyName.ByGuti(
                                                Guti.decode(octets.slice(0, Guti.OCTETS)),
                                                new Eksi(octets.at(Guti.OCTETS))),
                                        octets.slice(Guti.OCTETS + 1, RAND_AS_OCTETS)));
                default -> Optional.empty();
            };
        } catch (InvalidValue _) {
            return Optional.empty();
        }
    }
}
