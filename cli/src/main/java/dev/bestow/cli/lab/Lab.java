package dev.bestow.cli.lab;

import dev.bestow.aka.E2mRule;
import dev.bestow.aka.EnhancedSoftUsim;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Usim;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Ports;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.network.Host;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A network and its fleet, ready to run.
final class Lab implements AutoCloseable {
    /// Rows written to the store in one go.
    private static final int PROVISIONED_AT_ONCE = 10_000;

    private final LabPlan plan;
    private final Ports ports;
    private final AsId endpoint;
    private final Ledger ledger;
    private final KeyComparison comparison = new KeyComparison();
    private final LabNetwork network;
    private final UeFleet fleet;
    private final List<Fleet.Member> members;
    private final @Nullable LabGateway gateway;

    Lab(LabPlan plan, Ports ports) throws IOException {
        this.plan = plan;
        this.ports = ports;
        this.endpoint = LabNodes.endpoint(plan.solution());
        this.ledger = new Ledger(plan.solution());
        this.network = new LabNetwork(plan, host());
        this.fleet = UeFleet.open(network.nasAddress(), plan.wiring().after(ledger.nas()));
        this.gateway = gateway();
        this.members = provision();
    }

    private @Nullable LabGateway gateway() {
        InetSocketAddress server = network.accountingAddress();
        return server == null ? null : new LabGateway(server, ports.clock(), ledger.accounting());
    }

    private LabHost host() {
        return new LabHost(
                ports,
                new LabCertificates(
                        ports.clock(), LabNodes.keyServer(plan.solution()), endpoint.fqdn()),
                plan.wiring().diameter(),
                (_, _, report) -> Fleet.acknowledgement(report),
                new Host.Taps(
                        plan.wiring().after(ledger),
                        plan.wiring().after(ledger.nas()),
                        ledger.http(),
                        ledger.reports(plan.reports().protection()),
                        ledger.ownRuns(),
                        comparison.server()));
    }

    private List<Fleet.Member> provision() {
        LabCards cards = new LabCards(LabNodes.PLMN, ports.entropy());
        List<Fleet.Member> all = new ArrayList<>(plan.devices());
        List<Subscriber> rows = new ArrayList<>();
        for (int number = 0; number < plan.devices(); number++) {
            LabCards.Card card = cards.card(number);
            rows.add(row(number, card));
            all.add(member(number, card));
            if (rows.size() == PROVISIONED_AT_ONCE || number + 1 == plan.devices()) {
                network.hss().store().subscribers().putAll(rows);
                rows.clear();
            }
        }
        return all;
    }

    private Subscriber row(int number, LabCards.Card card) {
        Imsi imsi = card.imsi();
        var credentials =
                new WrappedCredentials(
                        "milenage",
                        network.hss().masterKey().wrap(imsi, new SubscriberKey(card.k())),
                        network.hss().masterKey().wrap(imsi, new Opc(card.opc())),
                        WrappedCredentials.EUTRAN_AMF);
        return new Subscriber(
                imsi,
                credentials,
                Subscriber.FIRST_EPOCH,
                0,
                CardBatch.STANDARD,
                String.format(Locale.ROOT, "meter-%08d@lab.example.net", number),
                List.of(endpoint),
                Subscription.standard("iot"));
    }

    private Fleet.Member member(int number, LabCards.Card card) {
        var config =
                new UeConfig(
                        card.imsi(),
                        LabNodes.PLMN,
                        KeyIdentifier.RAND,
                        network.ownRunAddress(),
                        UeConfig.Limits.DEFAULT);
        var device =
                new Device(
                        config,
                        usim(card),
                        new Device.Ports(
                                fleet.port(number),
                                new UdpTransport(address(number)),
                                ports.entropy(),
                                ports.timers(),
                                comparison.device(number)));
        fleet.join(number, device);
        boolean corrupt = plan.corruptOne() && number == plan.devices() - 1;
        // The wrong AS_ID is the mildest way to a key that differs: everything else is right.
        AsId asId = corrupt ? new AsId("wrong." + endpoint.fqdn()) : endpoint;
        return new Fleet.Member(
                number,
                device,
                () ->
                        plan.reports()
                                .protection()
                                .sender(device, address(number), config.limits(), ports),
                provision(asId),
                connection(number, card.imsi()));
    }

    /// The device's own where a gateway gives it one, else any.
    private InetAddress address(int number) {
        return gateway == null ? new InetSocketAddress(0).getAddress() : LabGateway.address(number);
    }

    /// What the gateway does once the device is attached.
    private Runnable connection(int number, Imsi imsi) {
        LabGateway accounting = gateway;
        return accounting == null
                ? () -> {}
                : () -> accounting.report(AcctStatus.START, imsi, LabGateway.address(number));
    }

    private Usim usim(LabCards.Card card) {
        SoftUsim plain = SoftUsim.fresh(card.credentials());
        return plan.solution().agreement() == Agreement.ACCESS_USIM
                ? new EnhancedSoftUsim(plain, new E2mRule.EveryRun())
                : plain;
    }

    private AsProvision provision(AsId asId) {
        LabReports reports = plan.reports();
        InetSocketAddress address = network.endpointAddress();
        return AsProvision.of(asId, address, plan.solution(), UaForm.COMPACT, reports.ciphered())
                .speaking(reports.protection().provision(), address);
    }

    /// All devices, the first to be shown alone.
    List<Fleet.Member> members() {
        return members;
    }

    Ledger ledger() {
        return ledger;
    }

    KeyComparison comparison() {
        return comparison;
    }

    LabNetwork network() {
        return network;
    }

    @Override
    public void close() {
        fleet.close();
        network.close();
    }
}
