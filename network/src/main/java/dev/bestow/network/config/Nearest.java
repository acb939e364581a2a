package dev.bestow.network.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Guesses what somebody meant to type.
public final class Nearest {
    private Nearest() {}

    /// `; did you mean listen?`, or nothing when no candidate is near: at most a third of the word
    /// may differ.
    public static String hint(String typed, Collection<String> candidates) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate)))
                .filter(nearest -> distance(lower, nearest) <= Math.max(1, typed.length() / 3))
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    /// How many letters to insert, drop, replace or swap with their neighbour; case does not count.
    private static int distance(String typed, String candidate) {
        String other = candidate.toLowerCase(Locale.ROOT);
        int[][] cost = new int[typed.length() + 1][other.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = typed.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                                cost[i - 1][j - 1] + replaced);
                boolean swapped =
                        i > 1
                                && j > 1
                                && typed.charAt(i - 1) == other.charAt(j - 2)
                                && typed.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[typed.length()][other.length()];
    }
}
