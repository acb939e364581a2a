package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// AUTHENTICATION REQUEST, 36 octets (TS 24.301 clause 8.2.7).
///
/// ```
/// octet 1       07
/// octet 2       52
/// octet 3       0000 | key set identifier 4 bits
/// octets 4-19   RAND
/// octets 20-36  AUTN              LV    17
/// ```
///
/// @param eksi names the K_ASME that comes out of this run
/// @param autn SQN xor AK 6 octets, AMF 2, MAC-A 8
public record AuthenticationRequest(Eksi eksi, Rand rand, Octets autn) implements DownlinkEmm {
    public static final int AUTN_OCTETS = 16;
    static final int TYPE = 0x52;

    public AuthenticationRequest {
        if (autn.length() != AUTN_OCTETS) {
            throw new InvalidValue("AUTN", "has " + autn.length() + " octets, needs 16");
        }
    }

    void encode(NasWriter out) {
        out.emm(TYPE).octet(KsiHalf.of(eksi)).octets(rand.octets()).lv(autn);
    }

    static AuthenticationRequest decode(NasReader in) {
        Eksi eksi = KsiHalf.readNative(in);
        Rand rand = new Rand(in.octets(Rand.OCTETS));
        Octets autn = in.lv(AUTN_OCTETS, AUTN_OCTETS).rest();
        in.optionalIes(OptionalElements.NONE);
        return new AuthenticationRequest(eksi, rand, autn);
    }
}
