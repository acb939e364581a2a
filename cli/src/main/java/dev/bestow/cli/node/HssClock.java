package dev.bestow.cli.node;

import dev.bestow.core.Clock;
import dev.bestow.hss.ClockCheck;
import dev.bestow.keystore.NodeStore;

import picocli.CommandLine.Option;

/// Whether the machine's clock is believed, for every verb that derives sequence numbers from it.
public final class HssClock {
    @Option(
            names = "--confirm-clock",
            description = {
                "Your word that the machine's clock is right, when it is not believed. Sequence"
                        + " numbers follow the clock, and cards cannot be set back."
            })
    private boolean confirmed;

    /// Whether the operator gave his word.
    public boolean confirmed() {
        return confirmed;
    }

    /// Refuses a clock that does not fit the sequence numbers in `store`, unless the operator gave his word.
    ///
    /// @param instance of the HSS whose numbers they are
    public void requireBelievable(NodeStore store, Clock clock, int instance) {
        if (!confirmed) {
            ClockCheck.require(store, clock, instance, "the store");
        }
    }
}
