package dev.bestow.session.californium.dtls;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.NewestLast;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.session.key.CachedKey;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.protocol.SecurityProtocol;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// From a PSK identity to the one key it names. A handshake has one key to try, so several of one name are none unless
/// the identity says whose. Blocks. Thread-safe.
final class PskLookUp {
    /// A key that was given out and proved nothing since is asked for anew when it is older: names get new owners.
    private static final long REFRESH_AFTER_MS = 1_000;

    private static final int REMEMBERED = 16_384;

    private final KeyCache keys;
    private final long maxAgeMs;

    /// Names whose key was given out and that no handshake has proved yet; guarded by itself.
    private final NewestLast<KeyName, Boolean> unproven = new NewestLast<>(REMEMBERED);

    PskLookUp(KeyCache keys, long maxAgeMs) {
        this.keys = keys;
        this.maxAgeMs = maxAgeMs;
    }

    /// What a look-up came to.
    sealed interface Outcome {
        /// The key, which the asker closes.
        record Found(CachedKey key, KeyName name, @Nullable ApplicationIdentity user)
                implements Outcome {}

        record Refused(PskRefusal why) implements Outcome {}
    }

    /// What an identity asks for.
    ///
    /// @param rand the whole name, where the identity has that
    private record Wanted(KeyName name, @Nullable ApplicationIdentity user, @Nullable Rand rand) {}

    private static @Nullable Wanted wanted(PskIdentity identity) {
        return switch (identity) {
            case PskIdentity.ByRand(RandId randId, ApplicationIdentity user) ->
                    new Wanted(new KeyName.ByRand(randId), user, null);
            case PskIdentity.ByGuti(Guti guti, Eksi eksi) ->
                    new Wanted(new KeyName.ByGuti(guti, eksi), null, null);
            case PskIdentity.Bootstrapped(Rand rand, _) ->
                    new Wanted(new KeyName.ByRand(rand.id()), null, rand);
            case PskIdentity.Akma _ -> null;
        };
    }

    /// @param asker the source that pays for a fetch
    Outcome find(PskIdentity identity, Octets asker) {
        Wanted wanted = wanted(identity);
        if (wanted == null) {
            return new Outcome.Refused(PskRefusal.FORM_NOT_SERVED);
        }
        long age = isUnproven(wanted.name()) ? REFRESH_AFTER_MS : maxAgeMs;
        try (KeyCache.Found found = keys.find(wanted.name(), wanted.user(), age, asker)) {
            return switch (found) {
                case KeyCache.Found.Keys(List<CachedKey> candidates, _) ->
                        theOne(candidates, wanted);
                case KeyCache.Found.NotYet _ -> new Outcome.Refused(PskRefusal.NOT_YET);
                case KeyCache.Found.NotAvailable _ -> new Outcome.Refused(PskRefusal.UNKNOWN_KEY);
                case KeyCache.Found.NotAuthorised _ ->
                        new Outcome.Refused(PskRefusal.NOT_AUTHORISED);
                case KeyCache.Found.RootMismatch _ -> new Outcome.Refused(PskRefusal.ROOT_MISMATCH);
                case KeyCache.Found.Unavailable _ -> new Outcome.Refused(PskRefusal.UNAVAILABLE);
                case KeyCache.Found.Busy _ -> new Outcome.Refused(PskRefusal.BUSY);
            };
        }
    }

    private Outcome theOne(List<CachedKey> candidates, Wanted wanted) {
        CachedKey one = null;
        PskRefusal why = PskRefusal.UNKNOWN_KEY;
        for (CachedKey key : candidates) {
            if (wanted.rand() != null && !wanted.rand().equals(key.grant().rand())) {
                continue;
            }
            if (wanted.user() != null
                    && !wanted.user().text().equals(key.grant().externalIdentifier())) {
                why = PskRefusal.OTHER_USER;
                continue;
            }
            if (one != null) {
                return new Outcome.Refused(PskRefusal.AMBIGUOUS);
            }
            one = key;
        }
        if (one == null) {
            return new Outcome.Refused(why);
        }
        if (!SecurityProtocol.DTLS.isFor(one.grant().confidentialityAllowed())) {
            return new Outcome.Refused(PskRefusal.CONFIDENTIALITY_FORBIDDEN);
        }
        synchronized (unproven) {
            unproven.put(wanted.name(), true);
        }
        return new Outcome.Found(
                new CachedKey(one.leaf().copy(), one.grant()), wanted.name(), wanted.user());
    }

    private boolean isUnproven(KeyName name) {
        synchronized (unproven) {
            return unproven.get(name) != null;
        }
    }

    /// A handshake proved the key of this peer, whose source pays nothing then.
    void proved(DtlsPeer peer) {
        synchronized (unproven) {
            unproven.remove(peer.keyName());
        }
        keys.giveBack(peer.source());
    }
}
