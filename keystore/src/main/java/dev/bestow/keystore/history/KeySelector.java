package dev.bestow.keystore.history;

import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.UnwrapFailed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Answers key names out of [KeyFacts]: the same for every engine. A key that awaits its confirmation is never even
/// unwrapped, and no more is one that whoever asks may not have.
public final class KeySelector {
    /// Subscribers looked at for one RAND id; a chance clash of 32 bits stays far below.
    private static final int MAX_SUBSCRIBERS = 16;

    /// No network has MCC 999. What is read of this subscriber is what would be read of one whose name is known.
    private static final Imsi NOBODY = Imsi.parse("999990000000000");

    private final KeyFacts facts;
    private final KeyRingLimits limits;
    private final KeyWrap wrap;

    public KeySelector(KeyFacts facts, KeyRingLimits limits, KeyWrap wrap) {
        this.facts = facts;
        this.limits = limits;
        this.wrap = wrap;
    }

    /// The keys of this kind called `name` at `nowMs` that `mayHave` allows; see [Selection].
    public Selection select(KeyKind kind, KeyName name, long nowMs, Predicate<KeyOwner> mayHave) {
        Matches matches =
                switch (name) {
                    case KeyName.ByRand(RandId id) -> byRand(kind, id, nowMs, mayHave);
                    case KeyName.ByGuti byGuti -> byGuti(kind, byGuti, nowMs, mayHave);
                };
        return answer(kind, matches);
    }

    private Matches byRand(KeyKind kind, RandId id, long nowMs, Predicate<KeyOwner> mayHave) {
        Matches matches = new Matches(mayHave);
        for (Imsi imsi : orNobody(facts.subscribersOf(kind, id, MAX_SUBSCRIBERS))) {
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
                    matches.await(imsi, key, underWay(key, nowMs));
                } else {
                    matches.add(new Match(imsi, key, null, Candidate.State.PENDING));
                }
            }
            matches.waiting |=
                    history.unmatched(nowMs, limits).stream()
                            .anyMatch(row -> row.rand().id().equals(id) && underWay(row, nowMs));
        }
        return matches;
    }

    private static List<Imsi> orNobody(List<Imsi> subscribers) {
        return subscribers.isEmpty() ? List.of(NOBODY) : subscribers;
    }

    private static KeyName.@Nullable ByGuti newest(KindHistory.Proven proven) {
        return proven.confirmation() == null ? null : proven.confirmation().newest().name();
    }

    private Matches byGuti(
            KeyKind kind, KeyName.ByGuti name, long nowMs, Predicate<KeyOwner> mayHave) {
        Imsi imsi = facts.owner(name.guti()).map(GutiOwner::imsi).orElse(NOBODY);
        KindHistory history = facts.history(imsi, kind);
        Matches matches = new Matches(mayHave);
        for (KindHistory.Proven key : history.proven(nowMs, limits)) {
            if (key.confirmation() != null && key.confirmation().names(name)) {
                matches.add(new Match(imsi, key.key(), name, key.state()));
            }
        }
        if (matches.areNone()) {
            awaitConfirmation(matches, imsi, history, name, nowMs);
        }
        return matches;
    }

    /// The device switches keys when it sends Security Mode Complete, a moment before the confirmation
    /// is here: a key set nobody has heard of may be that of a key newer than the current one.
    private void awaitConfirmation(
            Matches matches, Imsi imsi, KindHistory history, KeyName.ByGuti name, long nowMs) {
        matches.waiting |=
                history.unmatched(nowMs, limits).stream()
                        .anyMatch(row -> row.names(name) && underWay(row, nowMs));
        long currentPushedAtMs = Long.MIN_VALUE;
        for (KindHistory.Proven key : history.proven(nowMs, limits)) {
            if (key.confirmation() != null && key.state() == Candidate.State.CURRENT) {
                currentPushedAtMs = key.key().pushedAtMs();
            }
        }
        for (KeyRow key : history.pending(nowMs, limits)) {
            if (key.awaitsConfirmation()
                    && key.requestingHost().equals(name.guti().mmeFqdn())
                    && key.pushedAtMs() >= currentPushedAtMs) {
                matches.await(imsi, key, underWay(key, nowMs));
            }
        }
    }

    private boolean underWay(KeyRow pending, long nowMs) {
        return limits.underWay(pending.pushedAtMs(), nowMs);
    }

    private boolean underWay(ConfirmedRow unmatched, long nowMs) {
        return limits.underWay(unmatched.firstAtMs(), nowMs);
    }

    private Selection answer(KeyKind kind, Matches matches) {
        if (matches.allowed.isEmpty()) {
            return matches.unanswered(limits);
        }
        matches.allowed.sort(Match.LIKELIEST_FIRST);
        List<Candidate> candidates = new ArrayList<>();
        int most = Math.min(matches.allowed.size(), Selection.MAX_CANDIDATES);
        try {
            for (Match match : matches.allowed.subList(0, most)) {
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

    /// What answers to a name, so far as whoever asks may know.
    private static final class Matches {
        private final Predicate<KeyOwner> mayHave;
        private final List<Match> allowed = new ArrayList<>();
        private @Nullable Imsi withheldOf;
        private boolean waiting;

        Matches(Predicate<KeyOwner> mayHave) {
            this.mayHave = mayHave;
        }

        void add(Match match) {
            if (mayHave(match.imsi(), match.key())) {
                allowed.add(match);
            }
        }

        /// A key that answers to the name once it is confirmed.
        void await(Imsi imsi, KeyRow key, boolean underWay) {
            waiting |= underWay && mayHave(imsi, key);
        }

        private boolean mayHave(Imsi imsi, KeyRow key) {
            boolean may = mayHave.test(key.owner(imsi));
            if (!may && withheldOf == null) {
                withheldOf = imsi;
            }
            return may;
        }

        boolean areNone() {
            return allowed.isEmpty() && withheldOf == null;
        }

        Selection unanswered(KeyRingLimits limits) {
            if (waiting) {
                return new Selection.NotYet(limits.retryAfterSeconds());
            }
            return withheldOf == null
                    ? new Selection.Unknown()
                    : new Selection.Withheld(withheldOf);
        }
    }

    private record Match(
            Imsi imsi, KeyRow key, KeyName.@Nullable ByGuti guti, Candidate.State state) {
        static final Comparator<Match> LIKELIEST_FIRST =
                Comparator.comparing(Match::state).thenComparing(Match::imsi);
    }
}
