package dev.bestow.keystore;

import dev.bestow.core.Octets;

import java.util.Optional;

/// What is stored of an admitted [Claim], and the rules about what comes after it.
///
/// @param digest of the admitted request
/// @param claimedAtMs when it was admitted
/// @param keyExpiresAtMs when its key ends
/// @param response what was answered; no octets as long as nothing was
public record ClaimMark(Octets digest, long claimedAtMs, long keyExpiresAtMs, Octets response) {
    public static ClaimMark of(Claim claim, long nowMs) {
        return new ClaimMark(claim.digest(), nowMs, claim.keyExpiresAtMs(), Octets.EMPTY);
    }

    /// The answer to a later claim of the same key and RAND_AS. A clock that stepped back counts as
    /// within the repeat time: the digest already says that it is the same request.
    public ClaimOutcome answer(Claim claim, long nowMs, ClaimLimits limits) {
        if (!digest.equals(claim.digest()) || nowMs - claimedAtMs >= limits.repeatMs()) {
            return new ClaimOutcome.Replayed();
        }
        return new ClaimOutcome.Repeat(
                response.length() == 0 ? Optional.empty() : Optional.of(response));
    }

    /// With the response, unless there is one already.
    public ClaimMark withResponse(Octets answered) {
        return response.length() > 0
                ? this
                : new ClaimMark(digest, claimedAtMs, keyExpiresAtMs, answered);
    }

    /// Whether nobody can need it any more.
    public boolean ended(long nowMs, ClaimLimits limits) {
        return nowMs - keyExpiresAtMs >= limits.keptAfterExpiryMs();
    }
}
