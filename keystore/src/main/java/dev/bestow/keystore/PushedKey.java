package dev.bestow.keystore;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.AnchorKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A fact from the HSS: this AKA run, if it succeeds, yields this key.
///
/// @param imsi whose
/// @param externalIdentifier the only identity an application server learns
/// @param applicationIdentities what applications call the subscriber, for the key server to translate
/// @param rand the run, and the key's full name
/// @param shortHash a name in the place of its RAND id to which it answers too; null where it has none
/// @param key the key, which also says its kind; stays the caller's, the store wraps a copy
/// @param order where it stands among this subscriber's keys
/// @param visitedPlmn where the vector went
/// @param requestingHost Diameter identity of the MME that asked for the vector; no other may confirm it
/// @param awaitsConfirmation whether that MME confirms the keys it takes into use. Such a key is handed out only
///     once it has. Counts for a Ks alone, for no MME confirms another kind
/// @param expiry absolute end of the key, never extended; milliseconds count
/// @param pushedAtMs when it reached this node; the earliest counts, and only ends its time as a
///     pending key
/// @param allowedAs the application servers that may have a key derived from it
/// @param confidentialityAllowed the home network's decision for the visited network
public record PushedKey(
        Imsi imsi,
        String externalIdentifier,
        List<ApplicationIdentity> applicationIdentities,
        Rand rand,
        @Nullable RandId shortHash,
        AnchorKey key,
        KeyOrder order,
        PlmnId visitedPlmn,
        String requestingHost,
        boolean awaitsConfirmation,
        Instant expiry,
        long pushedAtMs,
        List<AsId> allowedAs,
        boolean confidentialityAllowed) {
    public PushedKey {
        applicationIdentities = List.copyOf(applicationIdentities);
        allowedAs = List.copyOf(allowedAs);
    }
}
