package dev.bestow.wire.s6t;

import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.KeyKind;
import dev.bestow.wire.s6a.AccessSecurity;

import org.jspecify.annotations.Nullable;

/// Location-Proof, our vendor AVP 27 in a Reporting-Information-Request from the HSS: an MME has sent an Update
/// Location, so it used one of the vectors that left for it. It proves the keys pushed for that MME since its Update
/// Location before, where no MME confirms them.
///
/// Deviation: In TR 33.863 solution 12 the MME says which key is in use, which one that nobody changed cannot.
///
/// @param kind of the keys it proves
/// @param epoch generation of the subscriber row, as in [KeyPush]
/// @param issueBound highest issue number that has left for this MME
/// @param host Origin-Host of the ULR, and of the AIRs before it
/// @param accessSecurity how that MME protects the access, or null where it did not say
public record KeyLocationProof(
        Imsi imsi,
        KeyKind kind,
        long epoch,
        long issueBound,
        String host,
        @Nullable AccessSecurity accessSecurity)
        implements KeyNotification {
    public KeyLocationProof {
        if (epoch < 0) {
            throw new InvalidValue("Epoch", "is not negative");
        }
        if (issueBound < 0) {
            throw new InvalidValue("Issue-Number", "is not negative");
        }
    }
}
