package dev.bestow.keys;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.HseId;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;

/// e2m_int_key, 32 octets: the first stage of solutions 2 and 10, which the HSS pushes to the EMKS.
/// Never leaves the home network.
public record E2mIntKey(Secret octets) implements AnchorKey {
    public static final int OCTETS = 32;

    static final Octets LABEL = Kdf.text("e2m_ CIoT");

    private static final String SHORT_HASH_LABEL = "bestow-key-identifier";

    public E2mIntKey {
        KeyLength.require("e2m_int_key", octets, OCTETS);
    }

    /// TR 33.863 solution 2: `KDF(CK||IK, F9, "e2m_ CIoT")`, the string octet by octet as the study prints it.
    public static E2mIntKey from(CkIk ckIk) {
        return new E2mIntKey(Kdf.derive(ckIk.octets(), Fc.E2M_INT_KEY, LABEL));
    }

    /// Alternative 2 of the key identifier of TR 33.863 solution 10, 4 octets: the 32 least significant bits of
    /// `KDF(e2m_int_key, F0, "bestow-key-identifier")`, in the place of those of RAND. The study leaves the hash open.
    /// This one travels in clear, so it is one under a label of its own: it tells nothing of the keys that are derived
    /// under others.
    public RandId shortHash() {
        try (Secret hash = PurposeKey.derive(octets, SHORT_HASH_LABEL)) {
            return hash.use(all ->
                    RandId.decode(Octets.copyOf(all, OCTETS - RandId.OCTETS, RandId.OCTETS)));
        }
    }

    @Override
    public KeyKind kind() {
        return KeyKind.E2M_INT_KEY;
    }

    @Override
    public LeafKey leafFor(EndpointId endpoint) {
        return switch (endpoint) {
            case EmseId _, HseId _ -> E2mKey.of(this, endpoint);
            case EeseId _, AsId _ -> E2eKey.of(this, endpoint);
        };
    }

    @Override
    public E2mIntKey copy() {
        return new E2mIntKey(octets.copy());
    }
}
