package dev.bestow.keystore.history;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.UnwrapFailed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Answers key names out of [KeyFacts]: the same for every engine. Ks of an unproven key is never even
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

    /// The keys called `name` at `nowMs`; see [Selection].
    public Selection select(KeyName name, long nowMs) {
        return switch (name) {
            case KeyName.ByRand(RandId id) -> byRand(id, nowMs);
            case KeyName.ByGuti(Guti guti, Eksi eksi) -> byGuti(guti, eksi, nowMs);
        };
    }

    private Selection byRand(RandId id, long nowMs) {
        List<Match> matches = new ArrayList<>();
        boolean waiting = false;
        for (Imsi imsi : facts.subscribersOf(id, MAX_SUBSCRIBERS)) {
            KeyHistory history = facts.history(imsi);
            for (KeyHistory.Proven proven : history.proven(nowMs, limits)) {
                if (proven.key().rand().id().equals(id)) {
                    matches.add(new Match(imsi, proven, proven.confirmation().newest()));
                }
            }
            waiting |=
                    history.pending(nowMs, limits).stream()
                            .anyMatch(key -> key.rand().id().equals(id) && underWay(key, nowMs));
            waiting |=
                    history.unmatched(nowMs, limits).stream()
                            .anyMatch(row -> row.rand().id().equals(id) && underWay(row, nowMs));
        }
        return answer(matches, waiting);
    }

    private Selection byGuti(Guti guti, Eksi eksi, long nowMs) {
        Optional<GutiOwner> owner = facts.owner(guti);
        if (owner.isEmpty()) {
            return new Selection.Unknown();
        }
        Imsi imsi = owner.get().imsi();
        KeyHistory history = facts.history(imsi);
        List<Match> matches = new ArrayList<>();
        List<KeyHistory.Proven> proven = history.proven(nowMs, limits);
        for (KeyHistory.Proven key : proven) {
            binding(key.confirmation(), guti, eksi)
                    .ifPresent(binding -> matches.add(new Match(imsi, key, binding)));
        }
        return answer(matches, mayStillBeConfirmed(history, guti, eksi, nowMs));
    }

    /// The device switches keys when it sends Security Mode Complete, a moment before the confirmation
    /// is here: a key set nobody has heard of may be that of a key newer than the current one.
    private boolean mayStillBeConfirmed(KeyHistory history, Guti guti, Eksi eksi, long nowMs) {
        if (history.unmatched(nowMs, limits).stream()
                .anyMatch(row -> binding(row, guti, eksi).isPresent() && underWay(row, nowMs))) {
            return true;
        }
        long currentPushedAtMs = Long.MIN_VALUE;
        for (KeyHistory.Proven key : history.proven(nowMs, limits)) {
            if (key.state() == Candidate.State.CURRENT) {
                currentPushedAtMs = key.key().pushedAtMs();
            }
        }
        for (KeyRow key : history.pending(nowMs, limits)) {
            if (key.requestingHost().equals(guti.mmeFqdn())
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

    private static Optional<GutiBinding> binding(ConfirmedRow row, Guti guti, Eksi eksi) {
        return row.bindings().stream()
                .filter(binding -> binding.guti().equals(guti) && binding.eksi().equals(eksi))
                .findFirst();
    }

    private Selection answer(List<Match> matches, boolean waiting) {
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
                openInto(candidates, match);
            }
        } catch (RuntimeException e) {
            candidates.forEach(candidate -> candidate.ks().octets().close());
            throw e;
        }
        return candidates.isEmpty() ? new Selection.Unreadable() : new Selection.Found(candidates);
    }

    private void openInto(List<Candidate> candidates, Match match) {
        try {
            candidates.add(open(match));
        } catch (UnwrapFailed e) {
            // The other keys of this name are as good as before.
        }
    }

    private Candidate open(Match match) {
        KeyRow key = match.proven().key();
        Secret ks = wrap.unwrap(KeyRow.identity(match.imsi(), key.rand()), key.wrappedKs());
        return new Candidate(
                match.imsi(),
                key.externalIdentifier(),
                key.rand(),
                match.binding().guti(),
                match.binding().eksi(),
                new Ks(ks),
                key.visitedPlmn(),
                key.expiresAtMs(),
                key.allowedAs(),
                key.confidentialityAllowed(),
                match.proven().state());
    }

    private record Match(Imsi imsi, KeyHistory.Proven proven, GutiBinding binding) {
        static final Comparator<Match> LIKELIEST_FIRST =
                Comparator.comparing((Match match) -> match.proven().state())
                        .thenComparing(Match::imsi);
    }
}
