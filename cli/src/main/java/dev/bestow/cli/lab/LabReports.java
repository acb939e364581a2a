package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportProtection;

/// How the devices of a lab report.
///
/// @param ciphered whether the network they are in allows confidentiality
record LabReports(ReportProtection protection, boolean ciphered) {
    /// In Ua native, ciphered.
    static final LabReports USUAL = new LabReports(ReportProtection.ua, true);

    LabReports {
        protection.requireAllowed(ciphered);
    }

    /// ` in oscore`, and whether in clear; nothing of the usual.
    @Override
    public String toString() {
        return (protection == ReportProtection.ua ? "" : " in " + protection)
                + (ciphered ? "" : ", where nothing may be ciphered");
    }
}
