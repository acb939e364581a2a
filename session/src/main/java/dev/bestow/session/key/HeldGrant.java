package dev.bestow.session.key;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

/// The grant that a session rests on, and when the key server last said that it stands ([GrantCheck]). Holds no secret.
/// Thread-safe.
public final class HeldGrant {
    private final KeyName name;
    private final @Nullable ApplicationIdentity user;
    private final Grant grant;
    private volatile long grantedAtNs;

    /// @param name how the session named its key
    public HeldGrant(KeyName name, Grant grant) {
        this(name, null, grant);
    }

    /// @param user whom the session named beside that; null where it named nobody
    public HeldGrant(KeyName name, @Nullable ApplicationIdentity user, Grant grant) {
        this.name = name;
        this.user = user;
        this.grant = grant;
        this.grantedAtNs = grant.fetchedAtNs();
    }

    public KeyName name() {
        return name;
    }

    @Nullable ApplicationIdentity user() {
        return user;
    }

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

    long grantedAtNs() {
        return grantedAtNs;
    }

    /// The key server said so again.
    void grantedAt(long ns) {
        grantedAtNs = ns;
    }
}
