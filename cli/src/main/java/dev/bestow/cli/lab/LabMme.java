package dev.bestow.cli.lab;

import dev.bestow.hss.PdnConnections;

/// Which MME a lab has.
public enum LabMme {
    /// Bestow's, which takes part in the solution.
    bestow,
    /// Like any other: it knows S6a and NAS, and nothing of Bestow.
    plain;

    /// By what its HSS hears of PDN connections: this MME's NOR, or what any MME sends.
    PdnConnections.ToldBy toldOfConnections() {
        return switch (this) {
            case bestow -> PdnConnections.ToldBy.nor;
            case plain -> PdnConnections.ToldBy.ulr;
        };
    }
}
