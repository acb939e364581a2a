package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a subscription gives a UE of the network, as an MME is told it (TS 29.272 clause 7.3.2).
///
/// @param mode the domains it may use
/// @param restrictions the radios it may not use
/// @param ambr of all its bearers together, whatever APN they are of
/// @param accessPoints 1 to 50, each name once, without regard to case; the first is the default
public record AccessProfile(
        NetworkAccessMode mode,
        AccessRestrictions restrictions,
        Bandwidth ambr,
        List<AccessPoint> accessPoints) {
    /// As many as MAP has of them (TS 29.002), so that a subscription can be moved.
    public static final int MAX_ACCESS_POINTS = 50;

    public AccessProfile {
        accessPoints = List.copyOf(accessPoints);
        if (accessPoints.isEmpty() || accessPoints.size() > MAX_ACCESS_POINTS) {
            throw new InvalidValue("accessPoints", "needs 1 to 50");
        }
        Set<String> names = new HashSet<>();
        for (AccessPoint accessPoint : accessPoints) {
            if (!names.add(accessPoint.name().toLowerCase(Locale.ROOT))) {
                throw new InvalidValue("accessPoints", "has " + accessPoint.name() + " twice");
            }
        }
    }

    /// One that attaches to `apn` and gets what there is.
    public static AccessProfile standard(String apn) {
        return new AccessProfile(
                NetworkAccessMode.PACKET_AND_CIRCUIT,
                AccessRestrictions.NONE,
                Bandwidth.STANDARD,
                List.of(AccessPoint.standard(apn)));
    }

    /// This one with `apn` as its default, or empty when it has no such APN.
    public Optional<AccessProfile> withDefault(String apn) {
        return accessPoints.stream()
                .filter(accessPoint -> accessPoint.name().equalsIgnoreCase(apn))
                .findFirst()
                .map(first -> {
                    List<AccessPoint> reordered = new ArrayList<>(accessPoints);
                    reordered.remove(first);
                    reordered.addFirst(first);
                    return new AccessProfile(mode, restrictions, ambr, reordered);
                });
    }

    /// The APN of a UE that asks for none.
    public AccessPoint defaultAccessPoint() {
        return accessPoints.getFirst();
    }
}
