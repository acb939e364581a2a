package dev.bestow.keys.solution;

import static dev.bestow.keys.solution.Agreement.ACCESS_ME;
import static dev.bestow.keys.solution.Agreement.ACCESS_USIM;
import static dev.bestow.keys.solution.Agreement.OWN_RUN;
import static dev.bestow.keys.solution.Leg.pull;
import static dev.bestow.keys.solution.Leg.push;
import static dev.bestow.keys.solution.Party.AS;
import static dev.bestow.keys.solution.Party.EMKS;
import static dev.bestow.keys.solution.Party.EMSE;
import static dev.bestow.keys.solution.Party.HSE;
import static dev.bestow.keys.solution.Party.HSS;
import static dev.bestow.keys.solution.Party.MME;
import static dev.bestow.keys.solution.Party.SCEF;
import static dev.bestow.keys.solution.Payload.ANCHOR_KEY;
import static dev.bestow.keys.solution.Payload.LEAF_KEY;
import static dev.bestow.keys.solution.Payload.PROOF;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.keys.KeyKind;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The solutions of the study. Solution 4 is a policy; 5 and 7 are 1D, 2 or 3 [ending][Solution#endingAt] at an EESE or
/// AS; 6, 8 and 9 are protections.
public final class SolutionTable {

    private static final Leg SCEF_TO_AS = pull(SCEF, AS, LEAF_KEY, Moment.REQUEST);
    private static final Leg MME_TO_SCEF = pull(MME, SCEF, LEAF_KEY, Moment.REQUEST);

    /// Every row, in the order of the study.
    public static final List<Solution> ROWS =
            Stream.of(
                            endToMiddleSets("1", ACCESS_USIM),
                            endToMiddleSets("1E-", ACCESS_ME),
                            List.of(endToMiddle("2"), ownRun(), endToMiddle("10")),
                            List.of(
                                    new Solution(
                                            "11",
                                            ACCESS_ME,
                                            KeyKind.KS,
                                            KeyRoot.CK_IK,
                                            List.of(
                                                    new Leg(
                                                            HSS,
                                                            MME,
                                                            ANCHOR_KEY,
                                                            Carrier.IN_VECTOR,
                                                            Moment.VECTOR),
                                                    MME_TO_SCEF,
                                                    SCEF_TO_AS),
                                            EnumSet.of(Evidence.SECURITY_MODE),
                                            Naming.GUTI),
                                    new Solution(
                                            "11-kasme",
                                            ACCESS_ME,
                                            KeyKind.KS,
                                            KeyRoot.KASME,
                                            List.of(MME_TO_SCEF, SCEF_TO_AS),
                                            EnumSet.of(Evidence.SECURITY_MODE),
                                            Naming.GUTI),
                                    new Solution(
                                            "12",
                                            ACCESS_ME,
                                            KeyKind.KS,
                                            KeyRoot.CK_IK_PUSHED,
                                            List.of(
                                                    push(HSS, SCEF, ANCHOR_KEY, Moment.VECTOR),
                                                    push(MME, SCEF, PROOF, Moment.SECURITY_MODE),
                                                    push(HSS, SCEF, PROOF, Moment.LOCATION),
                                                    SCEF_TO_AS),
                                            EnumSet.of(Evidence.CONFIRMATION, Evidence.LOCATION),
                                            Naming.RAND_ID)))
                    .flatMap(List::stream)
                    .toList();

    private SolutionTable() {}

    /// 1A to 1D, or 1E-A to 1E-D: the card or the equipment derives, the rest is the same.
    private static List<Solution> endToMiddleSets(String prefix, Agreement agreement) {
        return List.of(
                keySet(
                        prefix + "A",
                        agreement,
                        push(HSS, HSE, ANCHOR_KEY, Moment.VECTOR),
                        push(HSS, HSE, PROOF, Moment.LOCATION)),
                keySet(
                        prefix + "B",
                        agreement,
                        push(HSS, HSE, ANCHOR_KEY, Moment.CONNECTION),
                        push(HSS, HSE, PROOF, Moment.CONNECTION)),
                keySet(prefix + "C", agreement, pull(HSS, HSE, ANCHOR_KEY, Moment.CONNECTION)),
                keySet(
                        prefix + "D",
                        agreement,
                        push(HSS, EMKS, ANCHOR_KEY, Moment.VECTOR),
                        push(HSS, EMKS, PROOF, Moment.LOCATION),
                        pull(EMKS, HSE, LEAF_KEY, Moment.CONNECTION)));
    }

    private static Solution keySet(String name, Agreement agreement, Leg... legs) {
        return new Solution(
                name,
                agreement,
                KeyKind.E2M_KEY_SET,
                KeyRoot.CK_IK,
                List.of(legs),
                evidence(legs),
                Naming.RAND_ID);
    }

    /// The endpoint's word always; the HSS's where it gives it.
    private static Set<Evidence> evidence(Leg... legs) {
        return Arrays.stream(legs).anyMatch(leg -> leg.what() == PROOF)
                ? EnumSet.of(Evidence.LOCATION, Evidence.HANDSHAKE)
                : EnumSet.of(Evidence.HANDSHAKE);
    }

    private static Solution endToMiddle(String name) {
        return new Solution(
                name,
                ACCESS_ME,
                KeyKind.E2M_INT_KEY,
                KeyRoot.CK_IK,
                List.of(
                        push(HSS, EMKS, ANCHOR_KEY, Moment.VECTOR),
                        push(HSS, EMKS, PROOF, Moment.LOCATION),
                        pull(EMKS, EMSE, LEAF_KEY, Moment.REQUEST)),
                EnumSet.of(Evidence.LOCATION, Evidence.HANDSHAKE),
                Naming.RAND_ID);
    }

    private static Solution ownRun() {
        return new Solution(
                "3",
                OWN_RUN,
                KeyKind.E2M_INT_KEY,
                KeyRoot.CK_IK,
                List.of(
                        pull(HSS, EMKS, Payload.VECTOR, Moment.REQUEST),
                        pull(EMKS, EMSE, LEAF_KEY, Moment.REQUEST)),
                EnumSet.of(Evidence.RES),
                Naming.RAND_ID);
    }

    /// The row called `name`.
    ///
    /// @throws InvalidValue when there is none, with the names there are
    public static Solution named(String name) {
        return ROWS.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValue("solution", "is one of " + names() + ", not " + name));
    }

    /// Of which kinds the keys are that the HSS pushes to such a node, by whichever row.
    public static Set<KeyKind> kindsPushedTo(Party party) {
        Set<KeyKind> kinds = EnumSet.noneOf(KeyKind.class);
        for (Solution row : ROWS) {
            if (row.pushedTo().contains(party)) {
                kinds.add(row.kind());
            }
        }
        return kinds;
    }

    private static String names() {
        return ROWS.stream().map(Solution::name).collect(Collectors.joining(", "));
    }
}
