package dev.bestow.core.subscription;

import java.util.Collection;

/// What NAS is protected with (TS 33.401 clause 5.1): EEA ciphers, EIA protects integrity.
public enum NasAlgorithm {
    EEA0(0),
    EEA1(1),
    EEA2(2),
    EEA3(3),
    EIA1(9),
    EIA2(10),
    EIA3(11);

    private final int bit;

    NasAlgorithm(int bit) {
        this.bit = bit;
    }

    /// These, as [AuthenticationPolicy#algorithms] has them.
    public static int mask(Collection<NasAlgorithm> algorithms) {
        return algorithms.stream().mapToInt(each -> 1 << each.bit).reduce(0, (a, b) -> a | b);
    }
}
