package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.keystore.Subscription;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class AccessProfilesTest {
    private static final AccessPoint IOT = AccessPoint.standard("iot");
    private static final AccessPoint INTERNET = AccessPoint.standard("internet");
    private static final Bandwidth SLOW = new Bandwidth(64_000, 128_000);
    private static final AccessRestrictions NO_NB_IOT = AccessRestrictions.NONE.withoutNbIot();
    private static final AccessProfile METERS =
            new AccessProfile(
                    NetworkAccessMode.ONLY_PACKET, NO_NB_IOT, SLOW, List.of(IOT, INTERNET));

    private final AccessProfiles profiles =
            new AccessProfiles(Map.of("meters", METERS, "cars", AccessProfile.standard("cars")));

    private static Subscription of(String profile, String apn) {
        return new Subscription(profile, apn, null, null, null, List.of());
    }

    @Test
    void theBuiltInProfileAttachesToAnyApn() {
        assertThat(profiles.of(of("", "any"))).contains(AccessProfile.standard("any"));
        assertThat(profiles.of(Subscription.STANDARD)).contains(AccessProfile.standard("iot"));
        assertThat(AccessProfiles.BUILT_IN.of(Subscription.STANDARD)).isPresent();
    }

    @Test
    void aNamedProfileHasTheSubscribersApnFirst() {
        assertThat(profiles.of(of("meters", ""))).contains(METERS);
        assertThat(profiles.of(of("meters", "internet")).orElseThrow().accessPoints())
                .containsExactly(INTERNET, IOT);
    }

    @Test
    void aProfileThereIsNotAndAnApnItLacksAreNone() {
        assertThat(profiles.of(of("metres", ""))).isEmpty();
        assertThat(profiles.of(of("meters", "cars"))).isEmpty();
        assertThat(AccessProfiles.BUILT_IN.of(of("meters", "iot"))).isEmpty();
    }

    @Test
    void whatASubscriberHasOfItsOwnIsInThePlaceOfTheProfiles() {
        Bandwidth fast = new Bandwidth(2_000_000, 3_000_000);
        var own = new Subscription("meters", "", fast, AccessRestrictions.NONE, null, List.of());
        assertThat(profiles.of(own))
                .contains(
                        new AccessProfile(
                                NetworkAccessMode.ONLY_PACKET,
                                AccessRestrictions.NONE,
                                fast,
                                List.of(IOT, INTERNET)));
        var restricted = new Subscription("", "", null, NO_NB_IOT, null, List.of());
        assertThat(profiles.of(restricted).orElseThrow().restrictions()).isEqualTo(NO_NB_IOT);
    }

    @Test
    void aRefusalNamesThoseThereAre() {
        assertThat(profiles.require("cars")).isEqualTo("cars");
        assertThatThrownBy(() -> profiles.require("metres"))
                .hasMessage(
                        "profile: is not in the configuration, whose policy.profiles are cars,"
                                + " meters");
        assertThatThrownBy(() -> AccessProfiles.BUILT_IN.require("metres"))
                .hasMessage("profile: is not in the configuration, which has no policy.profiles");
    }
}
