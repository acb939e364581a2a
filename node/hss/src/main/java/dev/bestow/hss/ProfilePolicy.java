package dev.bestow.hss;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.keys.solution.Protection;
import dev.bestow.keys.solution.Solution;

import java.util.OptionalLong;
import java.util.Set;

/// The security policy of a profile (TR 33.863 solution 4).
///
/// @param authentication what the MME is asked for
/// @param keyLifetimeSeconds from the AKA run to the expiry of everything derived from it; 0 for that of the network
/// @param protections the subscriber has keys of rows that protect so, and of no others; of all when empty
public record ProfilePolicy(
        AuthenticationPolicy authentication, long keyLifetimeSeconds, Set<Protection> protections) {
    /// As the network has it.
    public static final ProfilePolicy STANDARD =
            new ProfilePolicy(AuthenticationPolicy.NONE, 0, Set.of());

    public ProfilePolicy {
        if (keyLifetimeSeconds < 0) {
            throw new InvalidValue("key lifetime", "is not negative");
        }
        protections = Set.copyOf(protections);
    }

    /// Whether the subscriber is to be protected as that row does.
    boolean wants(Solution row) {
        return protections.isEmpty() || protections.contains(row.protection());
    }

    /// Whether it wants some protection that `other` does not.
    public boolean isWiderThan(ProfilePolicy other) {
        return !other.protections.isEmpty()
                && (protections.isEmpty() || !other.protections.containsAll(protections));
    }

    /// How long keys live, where the profile says so.
    OptionalLong ownLifetimeSeconds() {
        return keyLifetimeSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(keyLifetimeSeconds);
    }
}
