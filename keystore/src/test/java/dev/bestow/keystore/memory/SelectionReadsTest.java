package dev.bestow.keystore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.Selection;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.contract.TestWrap;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyFacts;
import dev.bestow.keystore.history.KeySelector;
import dev.bestow.keystore.history.KindHistory;
import dev.bestow.keystore.history.MergingKeyRing;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Whoever may not have a key does not learn from the time of an answer that there is one: it takes what the answer
/// about a name takes that nobody has.
final class SelectionReadsTest {
    private static final Imsi METER = Facts.imsi(1);
    private static final KeyName.ByRand PROVEN = new KeyName.ByRand(Facts.rand(1, 0).id());
    private static final KeyName.ByRand AWAITING = new KeyName.ByRand(Facts.rand(2, 0).id());
    private static final KeyName.ByRand NOBODYS = new KeyName.ByRand(Facts.rand(9, 0).id());
    private static final Guti GUTI = Facts.guti(1, 7);

    private final InMemoryKeyRows rows = new InMemoryKeyRows();
    private final CountedFacts facts = new CountedFacts();
    private final CountedWrap wrap = new CountedWrap();
    private final KeySelector selector = new KeySelector(facts, KeyRingLimits.STANDARD, wrap);

    SelectionReadsTest() {
        var ring = new MergingKeyRing(rows, KeyRingLimits.STANDARD, wrap);
        ring.push(Facts.push(METER, Facts.rand(1, 0), 1, 1));
        ring.prove(Facts.confirm(METER, Facts.rand(1, 0), GUTI, 0, 1));
        ring.push(Facts.push(METER, Facts.rand(2, 0), 1, 2));
    }

    /// What one question cost.
    private record Cost(int indexReads, int rowReads, int unwraps) {}

    private Cost cost(KeyName name, Predicate<KeyOwner> mayHave, Class<?> answer) {
        facts.indexReads = 0;
        facts.rowReads = 0;
        wrap.unwraps = 0;
        assertThat(selector.select(KeyKind.KS, name, Facts.T0, mayHave)).isInstanceOf(answer);
        return new Cost(facts.indexReads, facts.rowReads, wrap.unwraps);
    }

    private static boolean nothing(KeyOwner owner) {
        assertThat(owner.allowedAs()).isNotEmpty();
        return false;
    }

    @Test
    void aKeyOfOthersCostsWhatAnUnknownRandIdCosts() {
        Cost unknown = cost(NOBODYS, SelectionReadsTest::nothing, Selection.Unknown.class);
        assertThat(unknown).isEqualTo(new Cost(1, 1, 0));
        assertThat(cost(PROVEN, SelectionReadsTest::nothing, Selection.Withheld.class))
                .isEqualTo(unknown);
        assertThat(cost(AWAITING, SelectionReadsTest::nothing, Selection.Withheld.class))
                .isEqualTo(unknown);
        assertThat(cost(PROVEN, _ -> true, Selection.Found.class)).isEqualTo(new Cost(1, 1, 1));
        assertThat(cost(AWAITING, _ -> true, Selection.NotYet.class)).isEqualTo(unknown);
    }

    @Test
    void aKeyOfOthersCostsWhatAnUnknownGutiCosts() {
        var known = new KeyName.ByGuti(GUTI, new Eksi(0));
        var unknown = new KeyName.ByGuti(Facts.guti(1, 99), new Eksi(0));
        Cost cost = cost(unknown, SelectionReadsTest::nothing, Selection.Unknown.class);
        assertThat(cost).isEqualTo(new Cost(1, 1, 0));
        assertThat(cost(known, SelectionReadsTest::nothing, Selection.Withheld.class))
                .isEqualTo(cost);
        var other = new KeyName.ByGuti(GUTI, new Eksi(5));
        assertThat(cost(other, SelectionReadsTest::nothing, Selection.Withheld.class))
                .as("a key set that is perhaps under way")
                .isEqualTo(cost);
    }

    private final class CountedFacts implements KeyFacts {
        private int indexReads;
        private int rowReads;

        @Override
        public KindHistory history(Imsi imsi, KeyKind kind) {
            rowReads++;
            return rows.history(imsi, kind);
        }

        @Override
        public Optional<GutiOwner> owner(Guti guti) {
            indexReads++;
            return rows.owner(guti);
        }

        @Override
        public List<Imsi> subscribersOf(KeyKind kind, RandId id, int limit) {
            indexReads++;
            return rows.subscribersOf(kind, id, limit);
        }
    }

    private static final class CountedWrap implements KeyWrap {
        private final KeyWrap wrap = new TestWrap();
        private int unwraps;

        @Override
        public Octets wrap(String rowIdentity, Secret secret) {
            return wrap.wrap(rowIdentity, secret);
        }

        @Override
        public Secret unwrap(String rowIdentity, Octets wrapped) {
            unwraps++;
            return wrap.unwrap(rowIdentity, wrapped);
        }
    }
}
