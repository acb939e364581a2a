package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.HseId;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import java.util.Arrays;

/// The e2m key set of solution 1, 32 octets: a ciphering key, then an integrity key, 16 each. In the
/// forms A to D the card derives it, and CK, IK stay inside.
///
/// Deviation: TR 33.863 names the key set and no derivation; this one is ours. RAND binds it to its
/// run.
public record E2mKeySet(Secret octets) implements AnchorKey, LeafKey {
    public static final int OCTETS = 32;

    private static final Octets LABEL = Kdf.text("e2m_keyset");

    public E2mKeySet {
        KeyLength.require("e2m key set", octets, OCTETS);
    }

    /// `KDF(CK||IK, FD, "e2m_keyset", RAND 16 octets)`.
    public static E2mKeySet from(CkIk ckIk, Rand rand) {
        return new E2mKeySet(Kdf.derive(ckIk.octets(), Fc.E2M_KEY_SET, LABEL, rand.octets()));
    }

    /// The first half.
    public Secret ciphering() {
        return octets.use(whole -> Secret.taking(Arrays.copyOf(whole, OCTETS / 2)));
    }

    /// The second half.
    public Secret integrity() {
        return octets.use(whole -> Secret.taking(Arrays.copyOfRange(whole, OCTETS / 2, OCTETS)));
    }

    @Override
    public KeyKind kind() {
        return KeyKind.E2M_KEY_SET;
    }

    /// The set itself for the HSE, and a key derived of it for every other: they are not of the home network.
    @Override
    public LeafKey leafFor(EndpointId endpoint) {
        return switch (endpoint) {
            case HseId _ -> copy();
            case EmseId _ -> E2mKey.of(this, endpoint);
            case EeseId _, AsId _ -> E2eKey.of(this, endpoint);
        };
    }

    @Override
    public LeafKind leafKind() {
        return LeafKind.E2M_KEY_SET;
    }

    @Override
    public E2mKeySet copy() {
        return new E2mKeySet(octets.copy());
    }
}
