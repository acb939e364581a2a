package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.NewestLast;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Selection;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Has an MME authenticate a device anew, for an endpoint that wants another key (TR 33.863 clause 6.11.2.2.3). Which
/// rows have such an MME is a column of theirs; where the key ring keeps the key, the MME is the one that confirmed
/// it. What is unknown, not allowed and impossible is one answer.
///
/// A device pays for each run with energy. So an endpoint that asked for one by a name is answered from memory for as
/// long as [KeyServerConfig.Limits#refreshMs], and the MME has a limit of its own, per device. Thread-safe.
final class KeyRefresh {
    /// Of the refreshes remembered; the oldest gives way, and the MME still knows.
    private static final int MAX_REMEMBERED = 100_000;

    private static final long MS_PER_SECOND = 1_000;
    private static final RefreshAnswer NOT_AVAILABLE = new RefreshAnswer.NotAvailable();

    /// Who wants which key replaced.
    private record Wish(AsId caller, KeyName name) {}

    private final KeySources sources;
    private final Clock clock;

    /// When each may be told to an MME again; guarded by itself.
    private final NewestLast<Wish, Long> nextAtMs = new NewestLast<>(MAX_REMEMBERED);

    KeyRefresh(KeySources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /// For a caller that `config` serves and that asks not too often.
    RefreshAnswer refresh(KeyServerConfig config, AsId caller, RetrievalRequest named) {
        Solution row = config.plan().serving(caller);
        boolean otherRoot = named.root() != null && named.root() != row.root();
        if (otherRoot || !row.canBeRefreshed()) {
            return NOT_AVAILABLE;
        }
        KeyName.ByGuti atMme = row.keptByMme() ? ofMme(named) : confirmed(caller, row, named);
        if (atMme == null) {
            return NOT_AVAILABLE;
        }
        var wish = new Wish(caller, atMme);
        long waitMs = waitMs(wish);
        if (waitMs > 0) {
            return new RefreshAnswer.TooMany(Math.toIntExact(Math.ceilDiv(waitMs, MS_PER_SECOND)));
        }
        RefreshAnswer answer = sources.mmes().refresh(caller, atMme, row.root());
        if (answer instanceof RefreshAnswer.Accepted) {
            remember(wish, config.limits().refreshMs());
        }
        return answer;
    }

    /// The MME knows no application identities.
    private static KeyName.@Nullable ByGuti ofMme(RetrievalRequest named) {
        return named.user() == null && named.keyName() instanceof KeyName.ByGuti byGuti
                ? byGuti
                : null;
    }

    /// How the MME that confirmed the key calls it; null where none did, or where a RAND id is that of several keys, of
    /// which nobody here can tell the right one. One that the caller has revoked can be replaced too.
    private KeyName.@Nullable ByGuti confirmed(AsId caller, Solution row, RetrievalRequest named) {
        var entitlement =
                new Entitlement(
                        sources.endpoints().standing(caller), named.user(), sources.endpoints());
        if (!(sources.keys()
                        .select(row.kind(), named.keyName(), clock.nowMs(), entitlement::concerns)
                instanceof Selection.Found(List<Candidate> candidates))) {
            return null;
        }
        candidates.forEach(candidate -> candidate.key().close());
        return candidates.size() == 1 ? candidates.getFirst().guti() : null;
    }

    private long waitMs(Wish wish) {
        synchronized (nextAtMs) {
            Long next = nextAtMs.get(wish);
            return next == null ? 0 : next - clock.nowMs();
        }
    }

    private void remember(Wish wish, long refreshMs) {
        synchronized (nextAtMs) {
            nextAtMs.put(wish, clock.nowMs() + refreshMs);
        }
    }
}
