package dev.bestow.keys.solution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.LeafKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table of TR 33.863, and what a row can never say.
class SolutionTableTest {
    static final List<Solution> ROWS = SolutionTable.ROWS;

    @Test
    void everySolutionThatIsADeliveryHasItsRows() {
        assertThat(ROWS)
                .extracting(Solution::name)
                .containsExactly(
                        "1A",
                        "1B",
                        "1C",
                        "1D",
                        "1E-A",
                        "1E-B",
                        "1E-C",
                        "1E-D",
                        "2",
                        "3",
                        "10",
                        "11",
                        "11-kasme",
                        "12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1A  | E2M_KEY_SET | HSE  |      | false",
                "1B  | E2M_KEY_SET | HSE  |      | false",
                "1C  | E2M_KEY_SET | HSE  |      | false",
                "1D  | E2M_KEY_SET | HSE  | EMKS | false",
                "2   | E2M_INT_KEY | EMSE | EMKS | false",
                "3   | E2M_INT_KEY | EMSE |      | false",
                "11  | KS          | AS   |      | true",
                "12  | KS          | AS   | SCEF | false"
            })
    void aRowSaysWhatItsKeyIsWhereItEndsAndWhoIsPushedIt(
            String name, KeyKind kind, Party endpoint, Party pushedTo, boolean keptByMme) {
        Solution row = SolutionTable.named(name);
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.endpoint()).isEqualTo(endpoint);
        assertThat(row.keptByMme()).isEqualTo(keptByMme);
        if (pushedTo != null) {
            assertThat(row.pushedTo()).containsExactly(pushedTo);
        } else {
            assertThat(row.pushedTo()).doesNotContain(Party.EMKS, Party.SCEF);
        }
    }

    @Test
    void aNameThatIsNoneIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> SolutionTable.named("13"))
                .hasMessage(
                        "solution: is one of 1A, 1B, 1C, 1D, 1E-A, 1E-B, 1E-C, 1E-D, 2, 3, 10, 11,"
                                + " 11-kasme, 12, or one of 1D, 1E-D, 2, 3 and 10 with another end"
                                + " (2-eese), not 13");
    }

    @Test
    void theHssPushesAtTheVectorOrAtTheConnection() {
        Solution atVector = SolutionTable.named("1A");
        assertThat(atVector.pushedTo(Moment.VECTOR)).containsExactly(Party.HSE);
        assertThat(atVector.provenTo(Moment.LOCATION)).containsExactly(Party.HSE);
        assertThat(atVector.pushedTo(Moment.CONNECTION)).isEmpty();
        assertThat(atVector.provenTo(Moment.CONNECTION)).isEmpty();
        Solution atConnection = SolutionTable.named("1B");
        assertThat(atConnection.pushedTo()).containsExactly(Party.HSE);
        assertThat(atConnection.pushedTo(Moment.VECTOR)).isEmpty();
        assertThat(atConnection.provenTo(Moment.LOCATION)).isEmpty();
        assertThat(atConnection.pushedTo(Moment.CONNECTION)).containsExactly(Party.HSE);
        assertThat(atConnection.provenTo(Moment.CONNECTION)).containsExactly(Party.HSE);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void noRowGivesAThirdPartyMoreThanALeafKey(Solution row) {
        for (Leg leg : row.legs()) {
            if (leg.to().isThirdParty()) {
                assertThat(leg.what()).isEqualTo(Payload.LEAF_KEY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noLegCanBeMadeThatWould(Party party) {
        for (Payload what : List.of(Payload.ANCHOR_KEY, Payload.VECTOR)) {
            if (party.isThirdParty()) {
                assertThatThrownBy(() -> Leg.pull(Party.EMKS, party, what, Moment.REQUEST))
                        .isInstanceOf(InvalidValue.class);
            } else {
                assertThat(Leg.pull(Party.EMKS, party, what, Moment.REQUEST).to()).isEqualTo(party);
            }
        }
    }

    @Test
    void solutionsFiveAndSevenAreRowsWithAnotherEnd() {
        Solution five = SolutionTable.named("2").endingAt(Party.EESE);
        assertThat(five.endpoint()).isEqualTo(Party.EESE);
        assertThat(five.leaf()).isEqualTo(LeafKind.E2E_KEY);
        assertThat(SolutionTable.named("2-eese")).isEqualTo(five).hasToString("2-eese");
        Solution seven = SolutionTable.named("1D-as");
        assertThat(seven.endpoint()).isEqualTo(Party.AS);
        assertThat(seven.endpoint("as.example.net")).isEqualTo(new AsId("as.example.net"));
        assertThat(SolutionTable.named("1E-D").endingAt(Party.HSE))
                .isEqualTo(SolutionTable.named("1E-D"));
        for (String withoutKeyServer : List.of("1A", "1B", "1C")) {
            assertThatThrownBy(() -> SolutionTable.named(withoutKeyServer).endingAt(Party.AS))
                    .hasMessageContaining("has the key of the HSS itself");
        }
        assertThatThrownBy(() -> SolutionTable.named("12-eese"))
                .hasMessage("endpoint: of solution 12 is an AS and no EESE");
        assertThatThrownBy(() -> SolutionTable.named("5")).hasMessageContaining("2-eese");
        assertThatThrownBy(() -> SolutionTable.named("2").endingAt(Party.MME))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aRowThatLeadsToNoEndpointIsNone() {
        assertThatThrownBy(() ->
                        new Solution(
                                "x",
                                Agreement.ACCESS_ME,
                                KeyKind.KS,
                                KeyRoot.CK_IK,
                                List.of(
                                        Leg.push(
                                                Party.HSS,
                                                Party.SCEF,
                                                Payload.ANCHOR_KEY,
                                                Moment.VECTOR)),
                                Set.of(),
                                Naming.RAND_ID))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aPlanHasTheRowOfEachEndpointAndOfEachSubscriber() {
        Solution eleven = SolutionTable.named("11");
        Solution twelve = SolutionTable.named("12");
        AsId odd = new AsId("odd.example.net");
        AsId usual = new AsId("usual.example.net");
        var plan = new SolutionPlan(twelve, Map.of(odd, eleven));
        assertThat(plan.serving(odd)).isEqualTo(eleven);
        assertThat(plan.serving(usual)).isEqualTo(twelve);
        assertThat(plan.serving(List.of(odd))).containsExactly(eleven);
        assertThat(plan.serving(List.of(usual, odd))).containsExactly(twelve, eleven);
        assertThat(plan.serving(List.of())).containsExactly(twelve);
        assertThat(plan.all()).containsExactlyInAnyOrder(twelve, eleven);
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void aPlanMayHaveNoRow() {
        AsId as = new AsId("as.example.net");
        assertThat(SolutionPlan.NONE.isEmpty()).isTrue();
        assertThat(SolutionPlan.NONE.all()).isEmpty();
        assertThat(SolutionPlan.NONE.serving(List.of(as))).isEmpty();
        assertThatThrownBy(() -> new SolutionPlan(null, Map.of(as, SolutionTable.named("12"))))
                .isInstanceOf(InvalidValue.class);
    }
}
