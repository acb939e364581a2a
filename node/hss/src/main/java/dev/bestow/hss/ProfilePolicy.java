package dev.bestow.hss;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AuthenticationPolicy;

import java.util.OptionalLong;

/// The security policy of a profile (TR 33.863 solution 4).
///
/// @param authentication what the MME is asked for
/// @param keyLifetimeSeconds from the AKA run to the expiry of everything derived from it; 0 for that of the network
public record ProfilePolicy(AuthenticationPolicy authentication, long keyLifetimeSeconds) {
    /// As the network has it.
    public static final ProfilePolicy STANDARD = new ProfilePolicy(AuthenticationPolicy.NONE, 0);

    public ProfilePolicy {
        if (keyLifetimeSeconds < 0) {
            throw new InvalidValue("key lifetime", "is not negative");
        }
    }

    /// How long keys live, where the profile says so.
    OptionalLong ownLifetimeSeconds() {
        return keyLifetimeSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(keyLifetimeSeconds);
    }
}
