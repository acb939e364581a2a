package dev.bestow.cli.lab;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Solution;

import java.nio.file.Path;

/// What a lab consists of.
///
/// @param solution the row of the solutions table it runs
/// @param devices how many
/// @param data its folder; wiped at start, kept at exit
/// @param corruptOne whether one device is provisioned wrongly, so that its key differs from the
///     server's
/// @param wiring how its nodes find each other
record LabPlan(Solution solution, int devices, Path data, boolean corruptOne, LabWiring wiring) {
    /// The test network of TS 23.003's neighbours: 001/01 belongs to laboratories.
    static final PlmnId PLMN = new PlmnId("001", "01");

    static final int MME_GROUP = 0x8001;
    static final int MME_CODE = 0x12;
    static final AsId AS = new AsId("as.example.net");
    static final String REALM = PLMN.epcRealm();
    static final String HSS = "hss." + REALM;
    static final String SCEF = "scef." + REALM;
    static final String MME = Guti.mmeFqdn(PLMN, MME_GROUP, MME_CODE);
}
