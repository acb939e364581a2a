package dev.bestow.cli.aka.check;

import dev.bestow.keys.Eea1;
import dev.bestow.keys.Eea2;
import dev.bestow.keys.Eea3;
import dev.bestow.keys.Eia1;
import dev.bestow.keys.Eia2;
import dev.bestow.keys.Eia3;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a vector file can hold: how its `algorithm` begins, and how a set of it is computed.
enum Layout {
    MILENAGE("MILENAGE", MilenageSets::compute),
    TUAK("TUAK", TuakSets::compute),
    KECCAK("Keccak-f[1600]", TuakSets::keccak),
    EEA1("128-EEA1", EpsSets.ciphering(Eea1::apply)),
    EEA2("128-EEA2", EpsSets.ciphering(Eea2::apply)),
    EEA3("128-EEA3", EpsSets.ciphering(Eea3::apply)),
    EIA1("128-EIA1", EpsSets.integrity(Eia1::mac)),
    EIA2("128-EIA2", EpsSets.integrity(Eia2::mac)),
    EIA3("128-EIA3", EpsSets.integrity(Eia3::mac)),
    UIA2("UIA2", EpsSets::uia2),
    SNOW3G("SNOW 3G keystream", KeystreamSets::snow3g),
    ZUC("ZUC-128 keystream", KeystreamSets::zuc),
    EAP_AKA_PRIME("EAP-AKA' key derivation", EapAkaPrimeSets::compute),
    KDF("KDF of TS 33.220", KdfSets::compute),
    STEPS("", KdfSets::compute);

    /// Computes a set again and hands what it gives to `figures`, next to the figures of the set.
    @FunctionalInterface
    interface Computation {
        void compute(VectorSet set, Figures figures);
    }

    private static final String LIST_OF_STEPS = "steps";

    private final String algorithm;
    private final Computation computation;

    Layout(String algorithm, Computation computation) {
        this.algorithm = algorithm;
        this.computation = computation;
    }

    /// The layout of a file with these members.
    static Optional<Layout> of(Map<?, ?> members) {
        if (members.containsKey(LIST_OF_STEPS)) {
            return Optional.of(STEPS);
        }
        String algorithm = String.valueOf(members.get("algorithm"));
        return Arrays.stream(values())
                .filter(layout -> layout != STEPS && algorithm.startsWith(layout.algorithm))
                .findFirst();
    }

    /// All of them, in words.
    static String known() {
        return Arrays.stream(values())
                .filter(layout -> layout != STEPS)
                .map(layout -> layout.algorithm)
                .collect(
                        Collectors.joining(
                                ", ", "`vectors` of an `algorithm` that begins ", "; `steps`"));
    }

    /// The member that lists the sets.
    String list() {
        return this == STEPS ? LIST_OF_STEPS : "vectors";
    }

    Computation computation() {
        return computation;
    }
}
