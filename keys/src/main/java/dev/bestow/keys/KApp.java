package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// K_app, 32 octets: the session key of one RAND_AS.
public record KApp(Secret octets) {
    public static final int OCTETS = 32;

    public KApp {
        KeyLength.require("K_app", octets, OCTETS);
    }

    /// `KDF(Ks_AS_enc, F8, RAND_AS)`; RAND_AS has 8, 16 or 32 octets, depending on the Ua form.
    public static KApp from(KsAsEnc ksAsEnc, Octets randAs) {
        return new KApp(Kdf.derive(ksAsEnc.octets(), Fc.K_APP, randAs));
    }

    /// The same with a RAND_AS that is a secret of both ends, as in the certificate form.
    public static KApp from(KsAsEnc ksAsEnc, Secret randAs) {
        return new KApp(Kdf.derive(ksAsEnc.octets(), Fc.K_APP, randAs));
    }
}
