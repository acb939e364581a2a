package dev.bestow.keystore;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;

import java.util.List;

/// Whose a key is and who may have keys derived from it: what can be asked of it while it stays wrapped.
///
/// @param imsi whose; stays with the operator
/// @param applicationIdentities what applications call the subscriber
/// @param rand the run it comes from
/// @param allowedAs the endpoints that may have a key derived from it
/// @param pushedAtMs when it came to this key server
public record KeyOwner(
        Imsi imsi,
        List<ApplicationIdentity> applicationIdentities,
        Rand rand,
        List<AsId> allowedAs,
        long pushedAtMs) {
    /// Whether applications call its subscriber that.
    public boolean isOf(ApplicationIdentity identity) {
        return applicationIdentities.contains(identity);
    }
}
