package dev.bestow.session.key;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;

/// Whether the key server still lets this server have the key of something that outlives one message. Asked again when
/// what is known is older than a fetched key may be used, so that a withdrawal ends sessions too. A key server that
/// cannot be asked withdraws nothing. Thread-safe; may block in the key source.
public final class GrantCheck {
    private static final long NS_PER_MS = 1_000_000;

    private final KeyCache keys;
    private final Clock clock;
    private final long maxAgeMs;

    /// @param maxAgeMs how long a fetched key is used without asking again
    public GrantCheck(KeyCache keys, Clock clock, long maxAgeMs) {
        this.keys = keys;
        this.clock = clock;
        this.maxAgeMs = maxAgeMs;
    }

    /// @param source who pays if it has to be asked
    public boolean stands(HeldGrant held, Octets source) {
        if (clock.nowNs() - held.grantedAtNs() <= maxAgeMs * NS_PER_MS) {
            return true;
        }
        try (KeyCache.Found found = keys.find(held.name(), held.user(), maxAgeMs, source)) {
            return switch (found) {
                case KeyCache.Found.Keys granted -> {
                    keys.giveBack(source);
                    yield isAmong(held, granted);
                }
                case KeyCache.Found.Unavailable _, KeyCache.Found.Busy _ -> true;
                case KeyCache.Found.NotYet _,
                        KeyCache.Found.NotAvailable _,
                        KeyCache.Found.NotAuthorised _,
                        KeyCache.Found.RootMismatch _ ->
                        false;
            };
        }
    }

    private static boolean isAmong(HeldGrant held, KeyCache.Found.Keys granted) {
        for (CachedKey key : granted.keys()) {
            Grant grant = key.grant();
            if (grant.rand().equals(held.key())) {
                held.grantedAt(grant.fetchedAtNs());
                return true;
            }
        }
        return false;
    }
}
