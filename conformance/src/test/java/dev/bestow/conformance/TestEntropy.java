package dev.bestow.conformance;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;

/// Chance that a test has a say in.
final class TestEntropy {
    private TestEntropy() {}

    /// Gives `wanted` to whoever draws as many octets, and chance to everybody else.
    static Entropy giving(Octets wanted, Entropy others) {
        return target -> {
            if (target.length == wanted.length()) {
                wanted.writeTo(target, 0);
            } else {
                others.fill(target);
            }
        };
    }
}
