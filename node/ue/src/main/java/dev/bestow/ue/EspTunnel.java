package dev.bestow.ue;

import dev.bestow.core.Counts;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Ports;
import dev.bestow.core.Reason;
import dev.bestow.link.tun.InterfaceAddress;
import dev.bestow.link.tun.TunDevice;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspSession;
import dev.bestow.session.esp.EspSessionOutcome;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.esp.tunnel.TunnelAddress;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One device's tunnel to an endpoint in ESP: between a TUN device of its machine and a session. The endpoint says
/// which address the device has. Another key, and an endpoint that forgot the session, bring another session, and
/// packets go on in the one before until that has begun.
///
/// [#run] is of its caller's thread, which asks for keys and begins sessions; datagrams come on the thread of the
/// socket, packets of the machine on that of the TUN device.
public final class EspTunnel implements KeyedReports, AutoCloseable {
    private static final Logger LOG = System.getLogger(EspTunnel.class.getName());

    /// How often it looks whether the session is still the one to have.
    private static final long LOOK_MS = 1_000;

    /// After so much silence of the endpoint it is asked in the session, which keeps a NAT's mapping alive too.
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(20);

    private static final InnerPacket ASK = new InnerPacket(InnerPacket.ADDRESS, Plaintext.EMPTY);
    private static final ReportOutcome UP = new ReportOutcome.Delivered(Plaintext.EMPTY);

    private final TunDevice tun;
    private final UaTransport transport;
    private final UeConfig.Limits limits;
    private final Ports ports;
    private final Consumer<TunnelAddress> told;
    private final Counts<EspDrop> drops = new Counts<>(EspDrop.class);
    private final LogThrottle failures;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile UaTransport.@Nullable Port port;
    private volatile @Nullable TunnelAddress address;
    private volatile @Nullable Running newest;
    private volatile @Nullable Running before;
    private volatile @Nullable Running forgotten;
    private volatile @Nullable Beginning beginning;
    private volatile @Nullable Consumer<byte[]> exchange;
    private volatile long heardNs;

    /// What the socket's thread makes of a datagram, for the exchange that it hands it to.
    private UaExchange.Reading reading = new UaExchange.Reading.Nothing();

    private record Running(FullName name, EspSession session) {}

    private record Beginning(FullName name, PendingOpening opening) {}

    /// @param tun taken over; has no address yet
    /// @param told is told the address whenever it is another one
    public EspTunnel(
            TunDevice tun,
            UaTransport transport,
            UeConfig.Limits limits,
            Ports ports,
            Consumer<TunnelAddress> told) {
        this.tun = tun;
        this.transport = transport;
        this.limits = limits;
        this.ports = ports;
        this.told = told;
        this.failures = new LogThrottle(ports.clock());
        ports.monitoring()
                .counter(
                        Metric.of(
                                "esp_dropped", "Packets of the tunnel dropped, by why.", "reason"),
                        drops::each);
    }

    /// Keeps the tunnel up until [#close], once it has been up. Blocks.
    ///
    /// @return why it never was, or what came of it last
    public ReportOutcome run(Device device, AsProvision server) throws IOException {
        try (UaTransport.Port opened = transport.open(server.address(), this::received)) {
            port = opened;
            ReportOutcome outcome = device.report(server, this, Plaintext.EMPTY);
            while (address != null && !ended.isDone()) {
                if (!(outcome instanceof ReportOutcome.Delivered)) {
                    tell(outcome);
                }
                pause();
                outcome = device.report(server, this, Plaintext.EMPTY);
            }
            return outcome;
        } finally {
            port = null;
        }
    }

    private void tell(ReportOutcome outcome) {
        failures.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "no ESP session, trying again: {0} ({1} since told last)",
                        outcome.inWords(),
                        Long.toString(times)));
    }

    private void pause() {
        var over = new CompletableFuture<Void>();
        ports.timers().after(LOOK_MS, () -> over.complete(null));
        CompletableFuture.anyOf(over, ended).join();
    }

    // -- sessions, on the thread of run ----------------------------------------------------------

    /// Sees to it that there is a session under this key, and an address.
    @Override
    public ReportOutcome report(
            AsProvision server, DeviceKey key, RequestCounts counts, Plaintext nothing) {
        Running now = newest;
        if (now != null
                && !now.equals(forgotten)
                && now.name().equals(key.name())
                && !now.session().isOver()) {
            if (ports.clock().nowNs() - heardNs < QUIET_NS) {
                return UP;
            }
            ReportOutcome outcome = exchanged(server, now.session().seal(ASK));
            if (outcome instanceof ReportOutcome.Delivered) {
                return outcome;
            }
        }
        var profile = new EspProfile(server.ciphered(), true);
        try (var client =
                new EspClient(key.name().keyName(), key.leaf(), profile, ports.entropy(), counts)) {
            ReportOutcome outcome = begun(server, key.name(), client);
            return client.profile().equals(profile) ? outcome : begun(server, key.name(), client);
        }
    }

    private ReportOutcome begun(AsProvision server, FullName name, EspClient client) {
        try (PendingOpening opening = client.open(ASK)) {
            beginning = new Beginning(name, opening);
            return exchanged(server, opening.datagram());
        } finally {
            beginning = null;
        }
    }

    private ReportOutcome exchanged(AsProvision server, byte[] datagram) {
        var asking = new UaExchange(datagram, _ -> reading, limits, ports.timers());
        ReportOutcome outcome = EspReports.outcome(asking.with(server, this::duringExchange));
        if (!(outcome instanceof ReportOutcome.Delivered(Plaintext said))) {
            return outcome;
        }
        TunnelAddress given = TunnelAddress.decode(said);
        if (given == null) {
            return new ReportOutcome.Declined("it has no tunnels, or no address is free");
        }
        return given.equals(address) ? UP : configured(given);
    }

    /// The one port, lent to an exchange.
    private UaTransport.Port duringExchange(InetSocketAddress server, Consumer<byte[]> received) {
        exchange = received;
        return new UaTransport.Port() {
            @Override
            public void send(byte[] datagram) {
                EspTunnel.this.send(datagram);
            }

            @Override
            public void close() {
                exchange = null;
            }
        };
    }

    private ReportOutcome configured(TunnelAddress given) {
        boolean first = address == null;
        try {
            tun.configure(new InterfaceAddress(given.address(), given.prefix(), given.mtu()));
        } catch (IOException e) {
            return new ReportOutcome.NoTunnel(Reason.of(e));
        }
        address = given;
        if (first) {
            tun.start(this::fromMachine);
        }
        told.accept(given);
        return UP;
    }

    // -- packets ---------------------------------------------------------------------------------

    private void fromMachine(byte[] packet) {
        Running through = newest;
        TunnelAddress own = address;
        if (through == null || own == null || through.session().isOver()) {
            drops.count(EspDrop.INNER_DESTINATION);
            return;
        }
        EspDrop why = own.refusedFrom(packet);
        if (why == null) {
            var inner = new InnerPacket(InnerPacket.IPV4, Plaintext.copyOf(packet));
            send(through.session().seal(inner));
        } else {
            drops.count(why);
        }
    }

    private void send(byte[] datagram) {
        UaTransport.Port to = port;
        if (to != null) {
            to.send(datagram);
        }
    }

    private void received(byte[] datagram) {
        Beginning pending = beginning;
        reading = pending == null ? packet(datagram) : begun(pending, datagram);
        Consumer<byte[]> waiting = exchange;
        if (waiting != null && !(reading instanceof UaExchange.Reading.Nothing)) {
            waiting.accept(datagram);
        }
    }

    /// While a session begins, packets of the one before are none of that exchange.
    private UaExchange.Reading begun(Beginning pending, byte[] datagram) {
        OpeningOutcome outcome = pending.opening().open(datagram);
        if (outcome instanceof OpeningOutcome.NotForMe
                || outcome instanceof OpeningOutcome.Invalid) {
            packet(datagram);
        }
        return EspReports.reading(
                outcome,
                InnerPacket.ADDRESS,
                session -> {
                    end(before);
                    before = newest;
                    newest = new Running(pending.name(), session);
                    heardNs = ports.clock().nowNs();
                });
    }

    private UaExchange.Reading packet(byte[] datagram) {
        Running now = newest;
        if (now == null) {
            return new UaExchange.Reading.Nothing();
        }
        EspSessionOutcome outcome = now.session().open(datagram);
        Running old = before;
        if (old != null
                && outcome instanceof EspSessionOutcome.Dropped(EspDrop why)
                && why == EspDrop.SPI_UNKNOWN) {
            outcome = old.session().open(datagram);
        }
        return switch (outcome) {
            case EspSessionOutcome.Packet(InnerPacket inner) -> {
                heardNs = ports.clock().nowNs();
                yield fromEndpoint(inner);
            }
            case EspSessionOutcome.RefusedBy(var cause, int retryAfter) -> {
                forgotten = now;
                yield new UaExchange.Reading.Refused(cause, retryAfter, false);
            }
            case EspSessionOutcome.Dropped(EspDrop why) -> {
                drops.count(why);
                yield new UaExchange.Reading.Nothing();
            }
        };
    }

    private UaExchange.Reading fromEndpoint(InnerPacket inner) {
        TunnelAddress own = address;
        switch (inner.nextHeader()) {
            case InnerPacket.ADDRESS -> {
                return new UaExchange.Reading.Done(inner.payload(), null);
            }
            case InnerPacket.IPV4 -> {
                byte[] packet = inner.payload().toArray();
                EspDrop why = own == null ? EspDrop.INNER_DESTINATION : own.refusedTo(packet);
                if (why == null && !tun.write(packet)) {
                    why = EspDrop.TUN;
                }
                if (why != null) {
                    drops.count(why);
                }
            }
            default -> drops.count(EspDrop.NEXT_HEADER);
        }
        return new UaExchange.Reading.Nothing();
    }

    /// How many packets were dropped for that reason.
    public long dropped(EspDrop why) {
        return drops.of(why);
    }

    private static void end(@Nullable Running running) {
        if (running != null) {
            running.session().close();
        }
    }

    /// Removes the interface and ends [#run] and the sessions, wiping their keys.
    @Override
    public void close() {
        ended.complete(null);
        tun.close();
        end(newest);
        end(before);
    }
}
