package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyRoot;

import java.util.List;
import java.util.stream.Collectors;

/// One row of the solutions table: which root Ks comes from and how it travels. Nodes read the
/// columns; nobody asks for the name of a solution.
///
/// @param solution the name operators use, `--solution`
/// @param root what Ks is derived from
/// @param delivery who hands Ks, or what comes of it, to whom
public record KeyProfile(String solution, KeyRoot root, Delivery delivery) {
    /// How the key gets from where it is derived to where it is fetched.
    public enum Delivery {
        /// The HSS sends one Ks with each vector to the MME, and the SCEF pulls Ks_AS from the MME
        /// by GUTI (seed 000).
        IN_VECTOR,
        /// Nobody sends Ks: the MME derives it, and the SCEF pulls Ks_AS by GUTI (seed 003 clause
        /// 2.1).
        DERIVED_BY_MME,
        /// The HSS pushes Ks to the SCEF, the MME confirms which one is in use (seed 003 clause
        /// 2.2). No MME ever learns Ks.
        PUSHED_TO_SCEF
    }

    /// The rows that are built, in the order of the table.
    public static final List<KeyProfile> ROWS =
            List.of(
                    new KeyProfile("11", KeyRoot.CK_IK, Delivery.IN_VECTOR),
                    new KeyProfile("11-kasme", KeyRoot.KASME, Delivery.DERIVED_BY_MME),
                    new KeyProfile("12", KeyRoot.CK_IK_PUSHED, Delivery.PUSHED_TO_SCEF));

    /// The row called `solution`, or a refusal that lists the rows there are.
    public static KeyProfile named(String solution) {
        return ROWS.stream()
                .filter(row -> row.solution.equals(solution))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValue("solution", "is one of " + names() + ", not " + solution));
    }

    /// Whether the SCEF asks the serving MME, so that only a GUTI can name the key.
    public boolean pulledFromMme() {
        return delivery != Delivery.PUSHED_TO_SCEF;
    }

    private static String names() {
        return ROWS.stream().map(KeyProfile::solution).collect(Collectors.joining(", "));
    }
}
