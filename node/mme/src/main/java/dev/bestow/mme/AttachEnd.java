package dev.bestow.mme;

import java.util.Locale;

/// How an attach ended, for its duration.
enum AttachEnd {
    /// The UE has acknowledged its GUTI.
    ACCEPTED,
    /// An ATTACH REJECT went out, or the UE refused the security mode.
    REJECTED,
    /// AUTHENTICATION REJECT: RES was wrong, or the USIM refused the network.
    UNAUTHENTICATED,
    /// The UE did not answer.
    UNANSWERED;

    /// As metrics have it.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
