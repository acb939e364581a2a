package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Selection;

import java.util.List;

/// Names to ask by, and what the answers are to be.
final class Answers {
    private Answers() {}

    static KeyName byRand(Rand rand) {
        return new KeyName.ByRand(rand.id());
    }

    static KeyName byHash(int shortHash) {
        return new KeyName.ByRand(new RandId(shortHash));
    }

    static KeyName byGuti(Guti guti, int eksi) {
        return new KeyName.ByGuti(guti, new Eksi(eksi));
    }

    static Candidate only(Selection selection) {
        assertThat(selection).isInstanceOf(Selection.Found.class);
        List<Candidate> candidates = ((Selection.Found) selection).candidates();
        assertThat(candidates).hasSize(1);
        return candidates.getFirst();
    }

    static void assertUnknown(Selection selection) {
        assertThat(selection).isEqualTo(new Selection.Unknown());
    }

    static void assertNotYet(Selection selection) {
        assertThat(selection)
                .isEqualTo(new Selection.NotYet(KeyRingLimits.STANDARD.retryAfterSeconds()));
    }
}
