package dev.bestow.keystore.history;

import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.UnwrapFailed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Answers key names out of [KeyFacts]: the same for every engine. A key that awaits its confirmation is never even
/// unwrapped.
public final class KeySelector {
    /// Subscribers looked at for one RAND id; a chance clash of 32 bits stays far below.
    private static final int MAX_SUBSCRIBERS = 16;

    private final KeyFacts facts;
    private final KeyRingLimits limits;
    private final KeyWrap wrap;

    public KeySelector(KeyFacts facts, KeyRingLimits limits, KeyWrap wrap) {
        this.facts = facts;
        this.limits = limits;
        this.wrap = wrap;
    }

    /// The keys of this kind called `name` at `nowMs`; see [Selection].
    public Selection select(KeyKind kind, KeyName name, long nowMs) {
        return switch (name) {
            case KeyName.ByRand(RandId id) -> byRand(kind, id, nowMs);
            case KeyName.ByGuti byGuti -> byGuti(kind, byGuti, nowMs);
        };
    }

    private Selection byRand(KeyKind kind, RandId id, long nowMs) {
        List<Match> matches = new ArrayList<>();
        boolean waiting = false;
        for (Imsi imsi : facts.subscribersOf(kind, id, MAX_SUBSCRIBERS)) {
            KindHistory history = facts.history(imsi, kind);
            for (KindHistory.Proven proven : history.proven(nowMs, limits)) {
                if (proven.key().ids().contains(id)) {
                    matches.add(new Match(imsi, proven.key(), newest(proven), proven.state()));
                }
            }
            for (KeyRow key : history.pending(nowMs, limits)) {
                if (!key.ids().contains(id)) {
                    continue;
                }
                if (key.awaitsConfirmation()) {
                    waiting |= underWay(key, nowMs);
                } else {
                    matches.add(new Match(imsi, key, null, Candidate.State.PENDING));
                }
            }
            waiting |=
                    history.unmatched(nowMs, limits).stream()
                            .anyMatch(row -> row.rand().id().equals(id) && underWay(row, nowMs));
        }
        return answer(kind, matches, waiting);
    }

    private static KeyName.@Nullable ByGuti newest(KindHistory.Proven proven) {
        return proven.confirmation() == null ? null : proven.confirmation().newest().name();
    }

    private Selection byGuti(KeyKind kind, KeyName.ByGuti name, long nowMs) {
        Optional<GutiOwner> owner = facts.owner(name.guti());
        if (owner.isEmpty()) {
            return new Selection.Unknown();
        }
        Imsi imsi = owner.get().imsi();
        KindHistory history = facts.history(imsi, kind);
        List<Match> matches = new ArrayList<>();
        List<KindHistory.Proven> proven = history.proven(nowMs, limits);
        for (KindHistory.Proven key : proven) {
            if (key.confirmation() != null && key.confirmation().names(name)) {
                matches.add(new Match(imsi, key.key(), name, key.state()));
            }
        }
        return answer(
                kind, matches, matches.isEmpty() && mayStillBeConfirmed(history, name, nowMs));
    }

    /// The device switches keys when it sends Security Mode Complete, a moment before the confirmation
    /// is here: a key set nobody has heard of may be that of a key newer than the current one.
    private boolean mayStillBeConfirmed(KindHistory history, KeyName.ByGuti name, long nowMs) {
        if (history.unmatched(nowMs, limits).stream()
                .anyMatch(row -> row.names(name) && underWay(row, nowMs))) {
            return true;
        }
        long currentPushedAtMs = Long.MIN_VALUE;
        for (KindHistory.Proven key : history.proven(nowMs, limits)) {
            if (key.confirmation() != null && key.state() == Candidate.State.CURRENT) {
                currentPushedAtMs = key.key().pushedAtMs();
            }
        }
        for (KeyRow key : history.pending(nowMs, limits)) {
            if (key.awaitsConfirmation()
                    && key.requestingHost().equals(name.guti().mmeFqdn())
                    && key.pushedAtMs() >= currentPushedAtMs
                    && underWay(key, nowMs)) {
                return true;
            }
        }
        return false;
    }

    private boolean underWay(KeyRow pending, long nowMs) {
        return limits.underWay(pending.pushedAtMs(), nowMs);
    }

    private boolean underWay(ConfirmedRow unmatched, long nowMs) {
        return limits.underWay(unmatched.firstAtMs(), nowMs);
    }

    private Selection answer(KeyKind kind, List<Match> matches, boolean waiting) {
        if (matches.isEmpty()) {
            return waiting
                    ? new Selection.NotYet(limits.retryAfterSeconds())
                    : new Selection.Unknown();
        }
        matches.sort(Match.LIKELIEST_FIRST);
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (Match match :
                    matches.subList(0, Math.min(matches.size(), Selection.MAX_CANDIDATES))) {
                openInto(candidates, kind, match);
            }
        } catch (RuntimeException e) {
            candidates.forEach(candidate -> candidate.key().close());
            throw e;
        }
        return candidates.isEmpty() ? new Selection.Unreadable() : new Selection.Found(candidates);
    }

    private void openInto(List<Candidate> candidates, KeyKind kind, Match match) {
        try {
            candidates.add(open(kind, match));
        } catch (UnwrapFailed e) {
            // The other keys of this name are as good as before.
        }
    }

    private Candidate open(KeyKind kind, Match match) {
        KeyRow key = match.key();
        Secret octets =
                wrap.unwrap(KeyRow.identity(match.imsi(), kind, key.rand()), key.wrappedKey());
        return new Candidate(
                match.imsi(),
                key.externalIdentifier(),
                key.applicationIdentities(),
                key.rand(),
                match.guti(),
                AnchorKey.of(kind, octets),
                Instant.ofEpochMilli(key.expiresAtMs()),
                key.allowedAs(),
                key.confidentialityAllowed(),
                match.state());
    }

    private record Match(
            Imsi imsi, KeyRow key, KeyName.@Nullable ByGuti guti, Candidate.State state) {
        static final Comparator<Match> LIKELIEST_FIRST =
                Comparator.comparing(Match::state).thenComparing(Match::imsi);
    }
}
