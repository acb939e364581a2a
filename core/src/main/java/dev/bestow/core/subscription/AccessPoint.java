package dev.bestow.core.subscription;

import org.jspecify.annotations.Nullable;

/// One APN of a subscription (TS 29.272 clause 7.3.35).
///
/// @param name network identifier only (TS 23.003 clause 9.1.1)
/// @param ambr of all its bearers together; null when only the UE's counts
public record AccessPoint(String name, PdnType pdnType, BearerQos qos, @Nullable Bandwidth ambr) {
    /// One whose UE gets what there is.
    public static AccessPoint standard(String name) {
        return new AccessPoint(name, PdnType.IPV4V6, BearerQos.STANDARD, Bandwidth.STANDARD);
    }
}
