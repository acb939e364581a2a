package dev.bestow.session.key;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// The grant that a session rests on. The key server is asked again when what is known is older than a fetched key may
/// be used, so that a withdrawal ends sessions too. Thread-safe.
public final class HeldGrant {
    private static final long NS_PER_MS = 1_000_000;

    private final KeyName name;
    private final Grant grant;
    private volatile long grantedAtNs;

    /// @param name how the session named its key
    public HeldGrant(KeyName name, Grant grant) {
        this.name = name;
        this.grant = grant;
        this.grantedAtNs = grant.fetchedAtNs();
    }

    public KeyName name() {
        return name;
    }

    /// Holds no secret.
    public Grant grant() {
        return grant;
    }

    /// The AKA run that the key came from.
    public Rand key() {
        return grant.rand();
    }

    /// Whether the key has not expired.
    public boolean isValid(Clock clock) {
        return grant.expiry().isAfter(clock.now());
    }

    /// Whether the endpoint may still have the key. A key server that cannot be asked withdraws nothing. May block.
    ///
    /// @param asker who pays for a fetch
    public boolean stands(KeyCache keys, long maxAgeMs, Octets asker, Clock clock) {
        if (clock.nowNs() - grantedAtNs <= maxAgeMs * NS_PER_MS) {
            return true;
        }
        try (KeyCache.Found found = keys.find(name, maxAgeMs, asker)) {
            return switch (found) {
                case KeyCache.Found.Keys granted -> {
                    keys.giveBack(asker);
                    yield isAmong(granted);
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

    private boolean isAmong(KeyCache.Found.Keys granted) {
        for (CachedKey key : granted.keys()) {
            if (key.grant().rand().equals(grant.rand())) {
                grantedAtNs = key.grant().fetchedAtNs();
                return true;
            }
        }
        return false;
    }
}
