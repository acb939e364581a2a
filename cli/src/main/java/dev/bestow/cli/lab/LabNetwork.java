package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.DtlsSection;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/// The lab's nodes in this process, on ports the system picks.
final class LabNetwork implements AutoCloseable {
    private final Deque<RunningNode> running = new ArrayDeque<>();
    private final RunningEndpoint endpoint;
    private final InetSocketAddress endpointAddress;
    private final RunningHss hss;
    private final RunningMme mme;
    private final @Nullable InetSocketAddress ownRunAddress;

    LabNetwork(LabPlan plan, LabHost host) throws IOException {
        LabReports reports = plan.reports();
        var nodes =
                new LabNodes(plan.solution(), List.of(), plan.mme(), plan.data())
                        .forbidding(reports.ciphered() ? List.of() : List.of(LabNodes.PLMN));
        LabKeyServers keyServers = nodes.keyServers(host);
        keyServers.all().forEach(running::push);
        ownRunAddress = keyServers.ownRunAddress();
        hss = closing(nodes.hss(LabNodes.ANY_PORT, keyServers, host));
        mme = closing(nodes.mme(LabNodes.MmeAt.ANY_PORTS, hss, keyServers, host));
        endpoint =
                closing(
                        LabEndpoints.of(nodes, keyServers, hss)
                                .start(
                                        LabNodes.endpoint(plan.solution()),
                                        listens(reports.protection()),
                                        host));
        endpointAddress =
                Objects.requireNonNull(reports.protection().at(endpoint), "it listens for it");
    }

    /// DTLS has threads of its own, so it is there only where devices speak it.
    private static LabEndpoints.Listens listens(ReportProtection protection) {
        var listens = LabEndpoints.Listens.at(LabNodes.ANY_PORT);
        return protection == ReportProtection.dtls
                ? listens.withDtls(DtlsSection.listening(LabNodes.ANY_PORT))
                : listens;
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

    /// Where devices reach the endpoint.
    InetSocketAddress endpointAddress() {
        return endpointAddress;
    }

    /// Where devices run an AKA with the EMKS; null where none does.
    @Nullable InetSocketAddress ownRunAddress() {
        return ownRunAddress;
    }

    /// Where the packet gateway sends accounting; null where nobody wants any.
    @Nullable InetSocketAddress accountingAddress() {
        return endpoint.accountingAddress();
    }

    /// Stops everything, the last thing started first.
    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
