package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// MK, the master key of EAP-AKA', 208 octets: five keys in a row, cut out by [KEncr], [KAut], [KRe],
/// [Msk] and [Emsk] (RFC 9048 clause 3.3).
public record Mk(Secret octets) {
    public static final int OCTETS = 208;

    private static final String LABEL = "EAP-AKA'";

    public Mk {
        KeyLength.require("MK", octets, OCTETS);
    }

    /// `PRF'(IK'||CK', "EAP-AKA'" || identity)`, the identity as the peer sent it.
    public static Mk from(CkIkPrime ckIkPrime, Octets identity) {
        byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] seed = Arrays.copyOf(label, label.length + identity.length());
        identity.writeTo(seed, label.length);
        byte[] turned = new byte[CkIkPrime.OCTETS];
        ckIkPrime
                .octets()
                .use(octets -> {
                    System.arraycopy(octets, 16, turned, 0, 16);
                    System.arraycopy(octets, 0, turned, 16, 16);
                    return true;
                });
        try (Secret key = Secret.taking(turned)) {
            return new Mk(Kdf.prfPrime(key, seed, OCTETS));
        }
    }

    /// `length` octets from `offset` on.
    Secret part(int offset, int length) {
        return octets.use(
                whole -> Secret.taking(Arrays.copyOfRange(whole, offset, offset + length)));
    }
}
