package dev.bestow.wire.s6t;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.AnchorKey;
import dev.bestow.wire.s6a.SecurityPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Key-Push, our vendor AVP 2 in a Reporting-Information-Request (RIR, 8388719) from the HSS: the key
/// of one vector, before anybody knows whether its AKA run succeeds (TR 33.863 solution 12 step 3, and solution 2).
///
/// Deviation: S6t carries no keys in TS 29.336; 3GPP has no interface for this step.
///
/// @param externalIdentifier `local@domain`, if the subscriber has one
/// @param applicationIdentities what applications call the subscriber, for a key server that translates
/// @param key also says its kind
/// @param epoch generation of the subscriber row; a withdrawal raises it and older pushes stop counting
/// @param issueNumber orders the pushes of one epoch, whatever the clocks of their senders say
/// @param requestingHost Origin-Host of the AIR: only the MME that fetched the vector may confirm it
/// @param confirms whether that MME does confirm it. If so, the key is handed out no earlier
/// @param expiry absolute, in milliseconds; nothing extends it later
public record KeyPush(
        Imsi imsi,
        @Nullable String externalIdentifier,
        List<ApplicationIdentity> applicationIdentities,
        Rand rand,
        AnchorKey key,
        long epoch,
        long issueNumber,
        PlmnId visitedPlmn,
        String requestingHost,
        boolean confirms,
        Instant expiry,
        SecurityPolicy policy)
        implements KeyNotification {
    public KeyPush {
        if (epoch < 0) {
            throw new InvalidValue("Epoch", "is not negative");
        }
        if (issueNumber < 0) {
            throw new InvalidValue("Issue-Number", "is not negative");
        }
        applicationIdentities = ApplicationIdentity.ofSubscriber(applicationIdentities);
        expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
    }

    /// All but the key and its run.
    KeyTerms terms() {
        return new KeyTerms(
                imsi,
                externalIdentifier,
                applicationIdentities,
                key.kind(),
                epoch,
                issueNumber,
                visitedPlmn,
                requestingHost,
                confirms,
                expiry,
                policy);
    }
}
