package dev.bestow.keystore;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.Ks;

import java.util.List;

/// One proven key.
///
/// @param imsi whose; stays with the operator
/// @param externalIdentifier what an application server may learn instead
/// @param rand the run it comes from, the full name
/// @param guti the GUTI it was asked by, else the last one confirmed with it
/// @param eksi the key set identifier confirmed with that GUTI
/// @param ks the key; the caller closes it
/// @param visitedPlmn where the vector went
/// @param expiresAtMs its absolute end
/// @param allowedAs the application servers that may have a key derived from it
/// @param confidentialityAllowed the home network's decision for the visited network
/// @param state current or previous
public record Candidate(
        Imsi imsi,
        String externalIdentifier,
        Rand rand,
        Guti guti,
        Eksi eksi,
        Ks ks,
        PlmnId visitedPlmn,
        long expiresAtMs,
        List<AsId> allowedAs,
        boolean confidentialityAllowed,
        State state) {
    /// Where a proven key is in its life.
    public enum State {
        /// The proven key taken into use last.
        CURRENT,
        /// Superseded, in its grace time.
        PREVIOUS
    }

    public Candidate {
        allowedAs = List.copyOf(allowedAs);
    }

    /// Whether `asId` may have a key derived from this one.
    public boolean allows(AsId asId) {
        return allowedAs.contains(asId);
    }
}
