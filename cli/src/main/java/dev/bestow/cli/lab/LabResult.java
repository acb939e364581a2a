package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportProtection;

import java.util.List;

/// What one run of the lab came to.
///
/// @param reports how they reported
/// @param first the messages of the device that went alone
/// @param fleet of all devices
/// @param keys session keys of both ends, compared
/// @param totals of all messages
record LabResult(
        int devices,
        LabReports reports,
        List<Ledger.Line> first,
        Fleet.Result fleet,
        KeyComparison keys,
        Ledger totals,
        double seconds) {
    /// Whether every report arrived, each way, and every key was the same at both ends.
    boolean isGood() {
        return fleet.delivered() == devices
                && keysEqual() >= devices
                && keys.mismatched() == 0
                && keys.oneSided() == 0;
    }

    /// Keys that were the same at both ends. Of Ua native they are seen at both; of the other protections a report and
    /// its answer say it, since each opens under the key of its sender alone.
    int keysEqual() {
        return reports.protection() == ReportProtection.ua ? keys.matched() : fleet.delivered();
    }
}
