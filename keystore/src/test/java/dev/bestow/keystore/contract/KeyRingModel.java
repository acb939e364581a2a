package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Selection;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The model check of the merging rules: any order, repetition and delay of a random history ends in the
/// same state, judged by the answers to every name there is.
public final class KeyRingModel {
    /// Caps above what a random history can fill; confirmations without a key are given up before the
    /// answers are compared, for those of an erased key leave no other trace than "not yet".
    private static final KeyRingLimits LIMITS =
            new KeyRingLimits(
                    4, 40, 40, 100 * Facts.DAY_MS, 60_000, 60_000, 600_000, 100 * Facts.DAY_MS, 2);

    private KeyRingModel() {}

    /// One history, told in order to one empty store and twice shuffled to two more.
    public static void check(long seed, Supplier<NodeStore> emptyStores) {
        RandomHistory history = new RandomHistory(seed);
        KeyRing inOrder = emptyStores.get().keyRing(LIMITS, new TestWrap());
        history.tellInOrder(inOrder);
        long afterMs = history.endMs() + LIMITS.unmatchedMs();
        Map<String, String> expected = answers(inOrder, history, afterMs);
        for (int i = 0; i < 2; i++) {
            KeyRing shuffled = emptyStores.get().keyRing(LIMITS, new TestWrap());
            history.tellShuffled(shuffled, seed + i);
            assertThat(answers(shuffled, history, afterMs))
                    .as("seed %d, shuffle %d", seed, i)
                    .isEqualTo(expected);
            shuffled.sweep(afterMs);
            assertThat(answers(shuffled, history, afterMs))
                    .as("swept, seed %d", seed)
                    .isEqualTo(expected);
            Map<String, String> later = answers(inOrder, history, afterMs + 300_000);
            assertThat(answers(shuffled, history, afterMs + 300_000))
                    .as("later, seed %d", seed)
                    .isEqualTo(later);
        }
    }

    private static Map<String, String> answers(KeyRing ring, RandomHistory history, long nowMs) {
        Map<String, String> answers = new TreeMap<>();
        for (KeyName name : history.names()) {
            for (KeyKind kind : KeyKind.values()) {
                answers.put(kind + " " + name, text(ring.select(kind, name, nowMs)));
            }
        }
        return answers;
    }

    private static String text(Selection selection) {
        return switch (selection) {
            case Selection.Unknown _ -> "unknown";
            case Selection.NotYet _ -> "not yet";
            case Selection.Withheld _ -> "withheld";
            case Selection.Unreadable _ -> "unreadable";
            case Selection.Found(var candidates) ->
                    candidates.stream().map(KeyRingModel::text).sorted().toList().toString();
        };
    }

    private static String text(Candidate candidate) {
        assertThat(candidate.key()).isEqualTo(Facts.key(candidate.kind(), candidate.rand()));
        return candidate.imsi().digits()
                + " "
                + candidate.rand()
                + " "
                + candidate.guti()
                + " "
                + candidate.state();
    }
}
