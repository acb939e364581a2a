package dev.bestow.wire.s6t;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.wire.s6a.SecurityPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a [KeyPush] says of a key, without the key and its RAND: all that a key server which derives the key itself has
/// to be told. The components mean what they mean there.
///
/// @param kind of the key
public record KeyTerms(
        Imsi imsi,
        @Nullable String externalIdentifier,
        List<ApplicationIdentity> applicationIdentities,
        KeyKind kind,
        long epoch,
        long issueNumber,
        PlmnId visitedPlmn,
        String requestingHost,
        boolean confirms,
        Instant expiry,
        SecurityPolicy policy) {
    public KeyTerms {
        applicationIdentities = ApplicationIdentity.ofSubscriber(applicationIdentities);
        expiry = expiry.truncatedTo(ChronoUnit.MILLIS);
    }

    /// What the HSS would have pushed, had it derived the key.
    ///
    /// @param key of [#kind()]
    /// @throws InvalidValue when it is of another kind
    public KeyPush of(Rand rand, AnchorKey key) {
        if (key.kind() != kind) {
            throw new InvalidValue("key", "is a " + key.kind() + ", and its terms are of " + kind);
        }
        return new KeyPush(
                imsi,
                externalIdentifier,
                applicationIdentities,
                rand,
                key,
                epoch,
                issueNumber,
                visitedPlmn,
                requestingHost,
                confirms,
                expiry,
                policy);
    }
}
