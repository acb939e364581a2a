package dev.bestow.keystore;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;

/// A proof from an MME: this run's key is in use, under this GUTI and eKSI. Sent when a Security Mode
/// Command took the key into use and again whenever a GUTI is allocated. It is about a Ks; no MME confirms another
/// kind.
///
/// @param imsi whose
/// @param rand the run
/// @param guti the GUTI allocated
/// @param eksi the key set identifier in use
/// @param originHost who says so: the authenticated Diameter identity of the MME
/// @param mmeRestartCount grows with every start of that MME
/// @param serial grows with every GUTI that MME allocates between two starts
/// @param confirmedAtMs when it reached this node; the earliest counts, and only starts the grace time
///     of the key before
public record Confirmation(
        Imsi imsi,
        Rand rand,
        Guti guti,
        Eksi eksi,
        String originHost,
        long mmeRestartCount,
        long serial,
        long confirmedAtMs)
        implements Proof {
    @Override
    public KeyKind kind() {
        return KeyKind.KS;
    }
}
