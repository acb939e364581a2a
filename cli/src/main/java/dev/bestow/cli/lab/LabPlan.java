package dev.bestow.cli.lab;

import dev.bestow.keys.solution.Solution;

import java.nio.file.Path;

/// What a lab consists of.
///
/// @param solution the row of the solutions table it runs
/// @param mme which MME it has
/// @param devices how many
/// @param data its folder; wiped at start, kept at exit
/// @param corruptOne whether one device is provisioned wrongly, so that its key differs from the
///     server's
/// @param refresh whether each device has its key replaced after its report, and reports once more under the new one
/// @param reports how its devices report
/// @param wiring how its nodes find each other
/// @param watcher sees how its devices get on
record LabPlan(
        Solution solution,
        LabMme mme,
        int devices,
        Path data,
        boolean corruptOne,
        boolean refresh,
        LabReports reports,
        LabWiring wiring,
        FleetWatcher watcher) {
    /// The same with keys replaced.
    LabPlan refreshing() {
        return new LabPlan(
                solution, mme, devices, data, corruptOne, true, reports, wiring, watcher);
    }

    /// The same with reports of that kind.
    LabPlan reporting(LabReports other) {
        return new LabPlan(
                solution, mme, devices, data, corruptOne, refresh, other, wiring, watcher);
    }

    /// The same over other wires.
    LabPlan wired(LabWiring other) {
        return new LabPlan(
                solution, mme, devices, data, corruptOne, refresh, reports, other, watcher);
    }

    /// The same beside that MME.
    LabPlan beside(LabMme other) {
        return new LabPlan(
                solution, other, devices, data, corruptOne, refresh, reports, wiring, watcher);
    }

    /// The same, watched.
    LabPlan watched(FleetWatcher other) {
        return new LabPlan(
                solution, mme, devices, data, corruptOne, refresh, reports, wiring, other);
    }
}
