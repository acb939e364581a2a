package dev.bestow.session.key;

import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// Whether the key server still lets this server have the key of something that outlives one message. Asked again when
/// what is known is older than a fetched key may be used, so that a withdrawal ends sessions too. A key server that
/// cannot be asked withdraws nothing. Thread-safe; may block in the key source.
public final class GrantCheck {
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long MS_PER_SECOND = 1_000;

    private final KeyCache keys;
    private final Clock clock;
    private final int keyCacheSeconds;

    /// @param keyCacheSeconds how long a fetched key is used without asking again
    public GrantCheck(KeyCache keys, Clock clock, int keyCacheSeconds) {
        this.keys = keys;
        this.clock = clock;
        this.keyCacheSeconds = keyCacheSeconds;
    }

    /// Keys of a key that was granted once.
    public interface Holder {
        /// As the device named it.
        KeyName keyName();

        /// Which of the keys of that name.
        Rand key();

        /// When the key server last said that this server may have it.
        long grantedAtNs();

        /// It said so again.
        void grantedAt(long ns);
    }

    /// @param source who pays if it has to be asked
    public boolean isGranted(Holder holder, Octets source) {
        if (clock.nowNs() - holder.grantedAtNs() <= keyCacheSeconds * NS_PER_SECOND) {
            return true;
        }
        try (KeyCache.Found found =
                keys.find(holder.keyName(), keyCacheSeconds * MS_PER_SECOND, source)) {
            return switch (found) {
                case KeyCache.Found.Keys granted -> {
                    keys.giveBack(source);
                    yield isGranted(holder, granted);
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

    private static boolean isGranted(Holder holder, KeyCache.Found.Keys granted) {
        for (CachedKey key : granted.keys()) {
            Grant grant = key.grant();
            if (grant.rand().equals(holder.key())) {
                holder.grantedAt(grant.fetchedAtNs());
                return true;
            }
        }
        return false;
    }
}
