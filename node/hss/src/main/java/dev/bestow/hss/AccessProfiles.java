package dev.bestow.hss;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// The profiles that subscribers share: those of the configuration by name, and a built-in one without a name, whose
/// UEs get what there is.
///
/// @param policies by the names of profiles that have one of their own
public record AccessProfiles(
        Map<String, AccessProfile> named, Map<String, ProfilePolicy> policies) {
    /// The built-in one alone.
    public static final AccessProfiles BUILT_IN = new AccessProfiles(Map.of());

    /// All is as the network has it.
    public AccessProfiles(Map<String, AccessProfile> named) {
        this(named, Map.of());
    }

    /// The APN of the built-in profile where a subscriber has none of its own.
    private static final String BUILT_IN_APN = "iot";

    public AccessProfiles {
        named = Map.copyOf(named);
        policies = Map.copyOf(policies);
    }

    /// The security policy of `subscriber`.
    ProfilePolicy policy(Subscriber subscriber) {
        return policy(subscriber.subscription());
    }

    /// As [#policy(Subscriber)].
    public ProfilePolicy policy(Subscription subscription) {
        return policies.getOrDefault(subscription.profile(), ProfilePolicy.STANDARD);
    }

    /// What the network gives `subscriber`: its profile, with what it has of its own in the place of the profile's.
    /// Empty when there is no such profile, or no such APN in it.
    public Optional<AccessProfile> of(Subscriber subscriber) {
        return of(subscriber.subscription());
    }

    /// As [#of(Subscriber)].
    public Optional<AccessProfile> of(Subscription subscription) {
        return profile(subscription)
                .map(profile ->
                        new AccessProfile(
                                profile.mode(),
                                Objects.requireNonNullElse(
                                        subscription.restrictions(), profile.restrictions()),
                                Objects.requireNonNullElse(subscription.ambr(), profile.ambr()),
                                profile.accessPoints()));
    }

    private Optional<AccessProfile> profile(Subscription subscription) {
        String apn = subscription.apn();
        if (subscription.profile().isEmpty()) {
            return Optional.of(AccessProfile.standard(apn.isEmpty() ? BUILT_IN_APN : apn));
        }
        Optional<AccessProfile> profile = Optional.ofNullable(named.get(subscription.profile()));
        return apn.isEmpty() ? profile : profile.flatMap(with -> with.withDefault(apn));
    }

    /// @throws InvalidValue with those there are, when there is no profile of that name
    public String require(String name) {
        if (!named.containsKey(name)) {
            throw new InvalidValue(
                    "profile",
                    named.isEmpty()
                            ? "is not in the configuration, which has no policy.profiles"
                            : "is not in the configuration, whose policy.profiles are " + names());
        }
        return name;
    }

    private String names() {
        return String.join(", ", new TreeSet<>(named.keySet()));
    }
}
