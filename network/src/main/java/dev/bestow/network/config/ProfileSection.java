package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.core.subscription.BitRate;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.hss.NetworkIdentifier;
import dev.bestow.hss.ProfilePolicy;
import dev.bestow.keys.solution.Protection;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What an HSS gives the subscribers that share this profile. What is left out lets a UE attach and use what there is.
///
/// @param name what `bestow provision` and the subscribers call it
/// @param networkAccessMode Network-Access-Mode: whether a UE has circuit-switched services too
/// @param accessRestrictions Access-Restriction-Data as a number: 0x10 forbids wide-band E-UTRAN, 0x40 NB-IoT
/// @param ambr of all bearers of a UE together
/// @param accessPoints the first is the default
/// @param security how keys are agreed on and how long they live
public record ProfileSection(
        String name,
        @Default("packet-and-circuit") NetworkAccessMode networkAccessMode,
        @Default("0") AccessRestrictions accessRestrictions,
        @Default("") Rates ambr,
        List<AccessPointSection> accessPoints,
        @Default("") SecuritySection security) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ProfileSection {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValue(
                    "name", "is up to 64 letters, digits, dots, underscores and hyphens");
        }
        profile(networkAccessMode, accessRestrictions, ambr, accessPoints);
    }

    AccessProfile profile() {
        return profile(networkAccessMode, accessRestrictions, ambr, accessPoints);
    }

    private static AccessProfile profile(
            NetworkAccessMode mode,
            AccessRestrictions restrictions,
            Rates ambr,
            List<AccessPointSection> accessPoints) {
        return new AccessProfile(
                mode,
                restrictions,
                ambr.bandwidth(),
                accessPoints.stream().map(AccessPointSection::accessPoint).toList());
    }

    /// The security policy of those subscribers (TR 33.863 solution 4). What it wants of an MME, one that knows Bestow
    /// does; others go on as before.
    ///
    /// @param keyLifetimeSeconds as that of the policy, in its place; 0 for that one
    /// @param reauthenticateAfterSeconds the age of a key set at which the UE is authenticated anew, a minute at least;
    ///     0 for none
    /// @param reauthenticateAfterKeys of one key set the MME gives out so many keys before it does so; 0 for any number
    /// @param nasAlgorithms those that are good enough; any of a kind, EEA or EIA, of which none is listed
    /// @param protections `e2m`, `e2e` or both: keys are given out for no other; for any when none is listed
    public record SecuritySection(
            @Default("0") int keyLifetimeSeconds,
            @Default("0") int reauthenticateAfterSeconds,
            @Default("0") int reauthenticateAfterKeys,
            List<NasAlgorithm> nasAlgorithms,
            List<Protection> protections) {
        private static final int A_MINUTE = 60;

        public SecuritySection {
            if (keyLifetimeSeconds != 0) {
                HssNodeConfig.requireLifetime(keyLifetimeSeconds);
            }
            if (reauthenticateAfterSeconds != 0 && reauthenticateAfterSeconds < A_MINUTE) {
                throw new InvalidValue("reauthenticateAfterSeconds", "needs at least 60, or 0");
            }
            if (reauthenticateAfterKeys < 0) {
                throw new InvalidValue("reauthenticateAfterKeys", "is not negative");
            }
        }

        ProfilePolicy policy() {
            return new ProfilePolicy(
                    new AuthenticationPolicy(
                            reauthenticateAfterSeconds,
                            reauthenticateAfterKeys,
                            NasAlgorithm.mask(nasAlgorithms)),
                    keyLifetimeSeconds,
                    Set.copyOf(protections));
        }
    }

    /// One APN.
    ///
    /// @param name network identifier only; held in lower case
    /// @param pdnType which addresses a UE may have there
    /// @param qci QoS class of its default bearer (TS 23.203), 1 to 9 standardised
    /// @param priority of its allocation and retention, 1 (first) to 15
    /// @param mayPreempt whether it may take the place of a bearer of lower priority
    /// @param mayBePreempted whether one of higher priority may take its place
    /// @param ambr of the bearers of this APN together
    public record AccessPointSection(
            String name,
            @Default("IPv4v6") PdnType pdnType,
            @Default("9") int qci,
            @Default("8") int priority,
            @Default("false") boolean mayPreempt,
            @Default("false") boolean mayBePreempted,
            @Default("") Rates ambr) {
        public AccessPointSection {
            name = NetworkIdentifier.require("name", name);
            var _ = new BearerQos(qci, priority, mayPreempt, mayBePreempted);
        }

        AccessPoint accessPoint() {
            return new AccessPoint(
                    name,
                    pdnType,
                    new BearerQos(qci, priority, mayPreempt, mayBePreempted),
                    ambr.bandwidth());
        }
    }

    /// Rates of both directions, in bits per second.
    ///
    /// @param uplink from the UE, such as `250k`, `5M` or `1G`
    /// @param downlink to the UE
    public record Rates(@Default("1G") BitRate uplink, @Default("1G") BitRate downlink) {
        Bandwidth bandwidth() {
            return new Bandwidth(uplink.bitsPerSecond(), downlink.bitsPerSecond());
        }
    }
}
