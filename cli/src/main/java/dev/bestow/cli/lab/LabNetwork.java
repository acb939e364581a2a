package dev.bestow.cli.lab;

import dev.bestow.network.RunningAs;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.RunningScef;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The lab's four nodes in this process, on ports the system picks.
final class LabNetwork implements AutoCloseable {
    private final Deque<RunningNode> running = new ArrayDeque<>();
    private final RunningAs as;
    private final RunningHss hss;
    private final RunningMme mme;

    LabNetwork(LabPlan plan, LabHost host) throws IOException {
        var nodes = new LabNodes(plan.solution(), List.of(), plan.mme(), plan.data());
        RunningScef scef = closing(nodes.scef(host));
        hss = closing(nodes.hss(LabNodes.ANY_PORT, scef, host));
        mme = closing(nodes.mme(LabNodes.MmeAt.ANY_PORTS, hss, scef, host));
        as = closing(nodes.as(LabNodes.AS, LabNodes.ANY_PORT, LabNodes.northbound(scef), host));
    }

    private <T extends RunningNode> T closing(T node) {
        running.push(node);
        return node;
    }

    /// The running HSS, for whoever provisions it.
    RunningHss hss() {
        return hss;
    }

    /// Where devices reach the MME.
    InetSocketAddress nasAddress() {
        return mme.node().nasAddress();
    }

    /// Where devices reach the application server.
    InetSocketAddress asAddress() {
        return as.address();
    }

    /// Stops everything, the last thing started first.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
