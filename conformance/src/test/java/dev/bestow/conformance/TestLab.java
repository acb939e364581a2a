package dev.bestow.conformance;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Protection;

import java.io.IOException;
import java.nio.file.Path;

/// A network, one application server and a fleet, as most tests want them.
record TestLab(TestNetwork network, TestServer server, TestFleet fleet) implements AutoCloseable {
    /// Everything of the row `solution`, with its data below `folder`.
    static TestLab start(String solution, Path folder) throws IOException {
        return start(solution, solution, folder);
    }

    /// As above, with [TestNetwork#OTHER_AS] of another row.
    static TestLab start(String solution, String other, Path folder) throws IOException {
        return of(TestNetwork.start(solution, other, folder.resolve("network")), folder);
    }

    /// Everything of the row `solution`, with that MME.
    static TestLab start(String solution, LabMme mme, Path folder) throws IOException {
        return of(TestNetwork.start(solution, mme, folder.resolve("network")), folder);
    }

    /// Everything of the row `solution`, with a plain MME and an EMKS that knows keys by that.
    static TestLab start(String solution, KeyIdentifier keyIdentifier, Path folder)
            throws IOException {
        return of(TestNetwork.start(solution, keyIdentifier, folder.resolve("network")), folder);
    }

    /// Everything of the row `solution`, with a profile that subscribers may share.
    static TestLab start(String solution, ProfileSection profile, Path folder) throws IOException {
        return of(TestNetwork.start(solution, profile, folder.resolve("network")), folder);
    }

    /// Everything of the row `solution`, with chance of the test's.
    static TestLab start(String solution, TestNetwork.Chance chance, Path folder)
            throws IOException {
        return of(TestNetwork.start(solution, folder.resolve("network"), chance), folder);
    }

    private static TestLab of(TestNetwork network, Path folder) throws IOException {
        var setup = TestServer.Setup.standard(network, network.endpoint());
        TestServer server = TestServer.start(network, setup, folder.resolve("as"));
        return new TestLab(network, server, TestFleet.open(network));
    }

    /// How a device speaks to the server, which is an application server or whom else the row serves.
    AsProvision as() {
        return fleet.provision(network.endpoint(), server.address());
    }

    /// The same in OSCORE.
    AsProvision asInOscore() {
        return as().speaking(Protection.OSCORE, server.oscoreAddress());
    }

    @Override
    public void close() {
        fleet.close();
        server.close();
        network.close();
    }
}
