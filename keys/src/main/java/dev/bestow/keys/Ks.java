package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// Ks, the application master key, 32 octets. Never leaves the operator: application servers get a
/// [KsAs]. The study derives it from two different roots; see [dev.bestow.core.KeyRoot].
public record Ks(Secret octets) implements AnchorKey {
    public static final int OCTETS = 32;

    public Ks {
        KeyLength.require("Ks", octets, OCTETS);
    }

    private static final Octets LABEL = Kdf.text("End-to-End_IOT");
    private static final Octets PUSHED = Kdf.number(1, 1);

    /// TR 33.863 solution 11 step 4: `KDF(CK||IK, F4, "End-to-End_IOT")`.
    public static Ks from(CkIk ckIk) {
        return new Ks(Kdf.derive(ckIk.octets(), Fc.KS_FROM_CK_IK, LABEL));
    }

    /// Ks of solution 12: `KDF(CK||IK, F4, "End-to-End_IOT", 01)`. The second parameter separates it from the
    /// Ks that travels with a vector: who holds that one learns nothing of this.
    ///
    /// Deviation: TR 33.863 derives one Ks for both solutions; an MME that gets it under solution 11 would
    /// then hold the keys that solution 12 keeps from it.
    public static Ks pushed(CkIk ckIk) {
        return new Ks(Kdf.derive(ckIk.octets(), Fc.KS_FROM_CK_IK, LABEL, PUSHED));
    }

    /// TR 33.863 solution 11 over K_ASME: `KDF(K_ASME, F5, "End-to-End_IOT")`; the study names no string.
    public static Ks from(Kasme kasme) {
        return new Ks(Kdf.derive(kasme.octets(), Fc.KS_FROM_KASME, LABEL));
    }

    @Override
    public KeyKind kind() {
        return KeyKind.KS;
    }

    @Override
    public KsAs leafFor(EndpointId endpoint) {
        if (endpoint instanceof AsId asId) {
            return KsAs.from(this, asId);
        }
        throw new InvalidValue(
                "endpoint", endpoint + " gets no key of a Ks; an application server does");
    }

    @Override
    public Ks copy() {
        return new Ks(octets.copy());
    }
}
