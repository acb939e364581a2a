package dev.bestow.keystore;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// One key that answers to a name.
///
/// @param imsi whose; stays with the operator
/// @param externalIdentifier what an application server may learn instead
/// @param applicationIdentities what applications call the subscriber: whoever names one may learn that one
/// @param rand the run it comes from, the full name
/// @param guti the GUTI and key set identifier it was asked by, else the last ones confirmed with it; null when it
///     was never confirmed
/// @param key the key; the caller closes it
/// @param expiry its absolute end
/// @param allowedAs the application servers that may have a key derived from it
/// @param confidentialityAllowed the home network's decision for the visited network
/// @param state current, previous or pending
public record Candidate(
        Imsi imsi,
        String externalIdentifier,
        List<ApplicationIdentity> applicationIdentities,
        Rand rand,
        KeyName.@Nullable ByGuti guti,
        AnchorKey key,
        Instant expiry,
        List<AsId> allowedAs,
        boolean confidentialityAllowed,
        State state) {
    /// Where a key is in its life.
    public enum State {
        /// The key taken into use last, of those that one source proves.
        CURRENT,
        /// Superseded, in its grace time.
        PREVIOUS,
        /// Not proven, and no MME is to confirm it.
        PENDING
    }

    public Candidate {
        applicationIdentities = List.copyOf(applicationIdentities);
        allowedAs = List.copyOf(allowedAs);
    }

    /// Of which kind the key is.
    public KeyKind kind() {
        return key.kind();
    }
}
