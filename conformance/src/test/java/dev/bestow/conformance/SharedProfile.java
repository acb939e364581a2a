package dev.bestow.conformance;

import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.BitRate;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.keys.solution.Protection;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.network.config.ProfileSection.SecuritySection;

import java.util.List;

/// A profile of test networks that lets a UE use what there is, with a security policy.
final class SharedProfile {
    private SharedProfile() {}

    static ProfileSection of(SecuritySection security) {
        var gigabit = new BitRate(1_000_000_000);
        var rates = new ProfileSection.Rates(gigabit, gigabit);
        return new ProfileSection(
                "meters",
                NetworkAccessMode.PACKET_AND_CIRCUIT,
                AccessRestrictions.NONE,
                rates,
                List.of(
                        new ProfileSection.AccessPointSection(
                                "iot", PdnType.IPV4V6, 9, 8, false, false, rates)),
                security);
    }

    /// Whose keys live so long.
    static ProfileSection ofKeyLifetime(int seconds) {
        return of(new SecuritySection(seconds, 0, 0, List.of(), List.of()));
    }

    /// Whose UEs may be served with that NAS algorithm only.
    static ProfileSection ofAlgorithm(NasAlgorithm algorithm) {
        return of(new SecuritySection(0, 0, 0, List.of(algorithm), List.of()));
    }

    /// Whose keys are for those protections alone.
    static ProfileSection ofProtections(Protection... protections) {
        return of(new SecuritySection(0, 0, 0, List.of(), List.of(protections)));
    }

    /// Whose UEs are authenticated anew at that age of their keys, or after so many keys.
    static ProfileSection ofReauthentication(int afterSeconds, int afterKeys) {
        return of(new SecuritySection(0, afterSeconds, afterKeys, List.of(), List.of()));
    }
}
