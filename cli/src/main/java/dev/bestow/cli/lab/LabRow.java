package dev.bestow.cli.lab;

import static dev.bestow.keys.solution.Carrier.IN_VECTOR;
import static dev.bestow.keys.solution.Carrier.PULL;
import static dev.bestow.keys.solution.Carrier.PUSH;
import static dev.bestow.keys.solution.Payload.ANCHOR_KEY;
import static dev.bestow.keys.solution.Payload.LEAF_KEY;
import static dev.bestow.keys.solution.Payload.PROOF;
import static dev.bestow.keys.solution.Payload.VECTOR;

import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.Carrier;
import dev.bestow.keys.solution.Leg;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Payload;
import dev.bestow.keys.solution.Solution;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One row of the lab's table: a solution, and what the octets of its first device show.
record LabRow(Solution solution, LabResult result) {
    private static final String UE = Ledger.UE;
    private static final String OK = "ok";

    /// An attach without anybody's keys (TS 24.301 clause 5.5.1.2), as the lab's devices do it.
    private static final Set<String> ORDINARY_ATTACH =
            Set.of(
                    "ATTACH REQUEST",
                    "AUTHENTICATION REQUEST",
                    "AUTHENTICATION RESPONSE",
                    "SECURITY MODE COMMAND",
                    "SECURITY MODE COMPLETE",
                    "ATTACH ACCEPT",
                    "ATTACH COMPLETE");

    private static final Set<String> ORDINARY_CORE =
            Set.of("S6a AIR", "S6a AIA", "S6a ULR", "S6a ULA");

    /// What went from one party to another, and how. When, the order of messages does not tell.
    record Step(Party from, Party to, Payload what, Carrier carrier) {
        static Step of(Leg leg) {
            return new Step(leg.from(), leg.to(), leg.what(), leg.carrier());
        }

        private static Step of(Ledger.Line line, Payload what, Carrier carrier) {
            return new Step(Party.valueOf(line.from()), Party.valueOf(line.to()), what, carrier);
        }

        /// `HSS>EMKS key`: who sent unasked; `EMKS<EMSE leaf`: who asked.
        @Override
        public String toString() {
            return from + (carrier == PULL ? "<" : ">") + to + " " + inWords();
        }

        private String inWords() {
            return switch (what) {
                case VECTOR -> "vector";
                case ANCHOR_KEY -> carrier == IN_VECTOR ? "key in vector" : "key";
                case LEAF_KEY -> "leaf";
                case PROOF -> "proof";
            };
        }
    }

    /// Who derives at the device.
    String derives() {
        return switch (solution.agreement()) {
            case ACCESS_USIM -> "USIM";
            case ACCESS_ME, OWN_RUN -> "ME";
        };
    }

    /// Messages of the radio that neither an ordinary attach nor the application needs.
    long radioBeyond() {
        return radio().filter(line -> !isOrdinary(line)).count();
    }

    private static boolean isOrdinary(Ledger.Line line) {
        return ORDINARY_ATTACH.contains(line.message())
                || ReportMessages.isOfTheApplication(line.message());
    }

    private Stream<Ledger.Line> radio() {
        return result.first().stream().filter(LabRow::isRadio);
    }

    private static boolean isRadio(Ledger.Line line) {
        return line.from().equals(UE) || line.to().equals(UE);
    }

    /// Octets that the device sent.
    long octetsUp() {
        return radio().filter(line -> line.from().equals(UE)).mapToLong(Ledger.Line::octets).sum();
    }

    /// Octets that it was sent.
    long octetsDown() {
        return radio().filter(line -> line.to().equals(UE)).mapToLong(Ledger.Line::octets).sum();
    }

    /// Messages between nodes beyond the four of an ordinary attach.
    long coreBeyond() {
        return result.first().stream()
                .filter(line -> !isRadio(line) && !ORDINARY_CORE.contains(line.message()))
                .count();
    }

    /// Who sent what only Bestow speaks.
    Set<String> speakers() {
        return result.first().stream()
                .filter(Ledger.Line::bestow)
                .map(Ledger.Line::from)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The legs that were seen, in their order.
    Set<Step> seen() {
        return result.first().stream()
                .map(LabRow::step)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable Step step(Ledger.Line line) {
        return switch (line.message()) {
            case Ledger.VECTOR + Ledger.WITH_KS -> Step.of(line, ANCHOR_KEY, IN_VECTOR);
            case Ledger.VECTOR ->
                    line.to().equals(Party.MME.name()) ? null : Step.of(line, VECTOR, PULL);
            case Ledger.KEY_PUSH -> Step.of(line, ANCHOR_KEY, PUSH);
            case Ledger.LOCATION_PROOF, Ledger.KEY_CONFIRM -> Step.of(line, PROOF, PUSH);
            case Ledger.KEY_OF_HSS -> Step.of(line, ANCHOR_KEY, PULL);
            case Ledger.KEY_OF_MME, Ledger.KEY_OF_SERVER -> Step.of(line, LEAF_KEY, PULL);
            default -> null;
        };
    }

    /// Whether the legs seen are those of the table. Of several proofs each is enough.
    boolean isAsInTheTable() {
        Set<Step> expected =
                solution.legs().stream().map(Step::of).collect(Collectors.toUnmodifiableSet());
        Set<Step> seen = seen();
        return expected.containsAll(seen)
                && expected.stream().filter(step -> step.what() != PROOF).allMatch(seen::contains)
                && (proofs(expected).isEmpty() || !proofs(seen).isEmpty());
    }

    private static List<Step> proofs(Set<Step> steps) {
        return steps.stream().filter(step -> step.what() == PROOF).toList();
    }

    /// Every key the same at both ends, the way there as the table has it, and nothing more on the radio than without
    /// keys: only a run of its own, or a handshake of the protection, costs any.
    boolean isGood() {
        return verdict().equals(OK);
    }

    /// `ok`, or what is wrong.
    String verdict() {
        if (!result.isGood()) {
            return String.format(
                    Locale.ROOT,
                    "NOT OK: %d of %d reports delivered, %d keys equal, %d differ",
                    result.fleet().delivered(),
                    result.devices(),
                    result.keysEqual(),
                    result.keys().mismatched());
        }
        if (!isAsInTheTable()) {
            return "NOT OK: these are not the legs of the table";
        }
        boolean mayCost =
                solution.agreement() == Agreement.OWN_RUN
                        || result.reports().protection().hasHandshake();
        boolean isCostly = radioBeyond() > 0 && !mayCost;
        return isCostly ? "NOT OK: costs messages on the radio" : OK;
    }
}
