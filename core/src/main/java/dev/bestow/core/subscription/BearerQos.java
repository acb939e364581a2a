package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

/// The quality of a default bearer: QCI and ARP (TS 29.272 clause 7.3.37, TS 23.203 clauses 6.1.7.2 and 6.1.7.3).
///
/// @param qci 1 to 254
/// @param priority priority level of the ARP, 1 (first) to 15
/// @param mayPreempt whether it may take the resources of a bearer of lower priority
/// @param mayBePreempted whether one of higher priority may take its
public record BearerQos(int qci, int priority, boolean mayPreempt, boolean mayBePreempted) {
    /// Best effort that neither pre-empts nor is pre-empted.
    public static final BearerQos STANDARD = new BearerQos(9, 8, false, false);

    public BearerQos {
        if (qci < 1 || qci > 254) {
            throw new InvalidValue("qci", "needs 1 to 254");
        }
        if (priority < 1 || priority > 15) {
            throw new InvalidValue("priority", "needs 1 to 15");
        }
    }
}
