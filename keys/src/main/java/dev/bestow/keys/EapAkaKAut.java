package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import javax.crypto.Mac;

/// K_aut, 16 octets: authenticates the messages of one EAP-AKA run (RFC 4187 clause 7). Not the [KAut] of EAP-AKA'.
public record EapAkaKAut(Secret octets) implements AutoCloseable {
    public static final int OCTETS = 16;

    /// Length of AT_MAC's value: HMAC-SHA1-128 (RFC 4187 clause 10.15).
    public static final int MAC_OCTETS = 16;

    private static final String HMAC_SHA1 = "HmacSHA1";

    public EapAkaKAut {
        KeyLength.require("K_aut", octets, OCTETS);
    }

    /// Octets 16 to 31 of what the generator makes of MK; those before are K_encr, those behind MSK and EMSK, which
    /// nothing here uses.
    public static EapAkaKAut from(EapAkaMk mk) {
        byte[] stream = Fips186Prf.generate(mk.octets().use(byte[]::clone), 2 * OCTETS);
        try {
            return new EapAkaKAut(Secret.taking(Arrays.copyOfRange(stream, OCTETS, 2 * OCTETS)));
        } finally {
            Arrays.fill(stream, (byte) 0);
        }
    }

    /// Of the run with these keys, of the peer that called itself `identity`.
    public static EapAkaKAut from(CkIk ckIk, Octets identity) {
        EapAkaMk mk = EapAkaMk.from(ckIk, identity);
        try (var _ = mk.octets()) {
            return from(mk);
        }
    }

    /// AT_MAC of a packet whose own field is zeros, 16 octets.
    public Octets mac(byte[] packet) {
        return octets.use(key -> {
            try {
                Mac mac = Mac.getInstance(HMAC_SHA1);
                mac.init(new JceKey(key, HMAC_SHA1));
                return Octets.copyOf(mac.doFinal(packet), 0, MAC_OCTETS);
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("every Java platform has " + HMAC_SHA1, e);
            }
        });
    }

    /// Wipes it.
    @Override
    public void close() {
        octets.close();
    }
}
