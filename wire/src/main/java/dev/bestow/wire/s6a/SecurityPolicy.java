package dev.bestow.wire.s6a;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AuthenticationPolicy;

import java.util.List;

/// Security-Policy, our vendor AVP 13: what the home network decided for one subscriber in one
/// serving network (solution #4). Travels in Subscription-Data and in Key-Push.
///
/// @param allowedAs application servers that may have a key of this subscriber; empty means none
/// @param keyLifetimeSeconds from the AKA run to the expiry of everything derived from it, 1 to 2^32-1
/// @param confidentialityAllowed false where the serving network forbids ciphering; integrity stays
/// @param authentication what the MME is asked to do; no key server is
public record SecurityPolicy(
        List<AsId> allowedAs,
        long keyLifetimeSeconds,
        boolean confidentialityAllowed,
        AuthenticationPolicy authentication) {
    /// Nobody may have a key: what holds where the home network says nothing, for example because its HSS
    /// is not Bestow's. The lifetime is that of the UE's context at the MME, which a detach and a cancellation need.
    public static final SecurityPolicy NOBODY = new SecurityPolicy(List.of(), 86_400, true);

    private static final long MAX_UNSIGNED32 = 0xffff_ffffL;

    /// The MME is asked for nothing.
    public SecurityPolicy(
            List<AsId> allowedAs, long keyLifetimeSeconds, boolean confidentialityAllowed) {
        this(allowedAs, keyLifetimeSeconds, confidentialityAllowed, AuthenticationPolicy.NONE);
    }

    public SecurityPolicy {
        allowedAs = List.copyOf(allowedAs);
        if (keyLifetimeSeconds < 1 || keyLifetimeSeconds > MAX_UNSIGNED32) {
            throw new InvalidValue("key lifetime", "needs 1 to 4294967295 seconds");
        }
    }
}
