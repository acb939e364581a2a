package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Counts;
import dev.bestow.core.KeyName;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Rand;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.HandshakeReport;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.Selection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What endpoints say about handshakes, made into proofs: an endpoint is believed about keys it was handed, and once
/// about each. What comes to nothing is counted, and told to the log at most every ten seconds of each kind.
final class HandshakeReports {
    private static final Logger LOG = System.getLogger(HandshakeReports.class.getName());

    private final KeyRing keys;
    private final Clock clock;
    private final Counts<Outcome> counts = new Counts<>(Outcome.class);
    private final Map<Outcome, LogThrottle> untold = new EnumMap<>(Outcome.class);

    /// What a report comes to.
    enum Outcome {
        /// It proves the key, or did before.
        PROVEN(""),
        /// It proves nothing any more, for newer keys are proven.
        OUTDATED("newer keys are proven"),
        /// The endpoint never got the key, or there is none, or none any more.
        NOT_HANDED_OUT("it was handed no such key"),
        /// The word of its endpoints proves nothing.
        NO_EVIDENCE("the solution that serves it takes no reports"),
        /// The operator serves nobody of this name.
        UNKNOWN_CALLER("the policy does not name it"),
        /// The operator has shut it out.
        SHUT_OUT("it is shut out"),
        /// Its rate is used up.
        TOO_MANY("it asks too often");

        private final String why;

        Outcome(String why) {
            this.why = why;
        }
    }

    HandshakeReports(KeyRing keys, Clock clock, Monitoring monitoring) {
        this.keys = keys;
        this.clock = clock;
        for (Outcome outcome : Outcome.values()) {
            untold.put(outcome, new LogThrottle(clock));
        }
        monitoring.counter(
                Metric.of(
                        "northbound_reports",
                        "Handshakes that endpoints reported, by what the report came to.",
                        "outcome"),
                counts::each);
    }

    /// Of an endpoint that this row serves.
    Outcome prove(AsId caller, Solution row, Rand rand) {
        return told(
                caller, row.provenByEndpoint() ? proven(caller, row, rand) : Outcome.NO_EVIDENCE);
    }

    private Outcome proven(AsId caller, Solution row, Rand rand) {
        Selection selection =
                keys.select(
                        row.kind(),
                        new KeyName.ByRand(rand.id()),
                        clock.nowMs(),
                        owner -> owner.rand().equals(rand) && owner.allowedAs().contains(caller));
        return switch (selection) {
            case Selection.Found(List<Candidate> candidates) -> {
                candidates.forEach(candidate -> candidate.key().close());
                yield proven(caller, row, candidates.getFirst());
            }
            case Selection.NotYet _,
                    Selection.Withheld _,
                    Selection.Unreadable _,
                    Selection.Unknown _ ->
                    Outcome.NOT_HANDED_OUT;
        };
    }

    private Outcome proven(AsId caller, Solution row, Candidate candidate) {
        var report =
                new HandshakeReport(
                        candidate.imsi(),
                        row.kind(),
                        candidate.rand(),
                        row.endpoint(caller.fqdn()),
                        clock.nowMs());
        return switch (keys.prove(report)) {
            case PROVEN, UNMATCHED -> Outcome.PROVEN;
            case OUTDATED, AWAITS_CONFIRMATION -> Outcome.OUTDATED;
            case NOT_HANDED_OUT, FOREIGN_GUTI, FOREIGN_KEY -> Outcome.NOT_HANDED_OUT;
        };
    }

    /// Counts and logs what it came to.
    Outcome told(AsId caller, Outcome outcome) {
        counts.count(outcome);
        if (outcome != Outcome.PROVEN) {
            Objects.requireNonNull(untold.get(outcome), "all are there")
                    .happened(times ->
                            LOG.log(
                                    Level.WARNING,
                                    "a handshake that {0} reports proves no key: {1} ({2} since"
                                            + " told last)",
                                    caller,
                                    outcome.why,
                                    Long.toString(times)));
        }
        return outcome;
    }
}
