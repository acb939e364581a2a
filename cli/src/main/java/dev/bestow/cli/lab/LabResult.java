package dev.bestow.cli.lab;

import java.util.List;

/// What one run of the lab came to.
///
/// @param first the messages of the device that went alone
/// @param fleet of all devices
/// @param keys session keys of both ends, compared
/// @param totals of all messages
record LabResult(
        int devices,
        List<Ledger.Line> first,
        Fleet.Result fleet,
        KeyComparison keys,
        Ledger totals,
        double seconds) {
    /// Whether every report arrived, each way, and every key was the same at both ends.
    boolean isGood() {
        return fleet.delivered() == devices
                && keys.matched() >= devices
                && keys.mismatched() == 0
                && keys.oneSided() == 0;
    }
}
