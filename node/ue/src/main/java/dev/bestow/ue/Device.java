package dev.bestow.ue;

import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.Usim;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.keys.solution.Agreement;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// One UE: a USIM, the mobile equipment around it, and the applications on top. [#attach] and
/// [#report] block; call them from one virtual thread.
public final class Device implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Device.class.getName());
    private static final long REFRESH_LOOK_MS = 100;

    /// What a device stands on.
    ///
    /// @param nas sends a PDU to the network
    /// @param ua opens ports towards application servers
    /// @param kApp sees session keys in the lab; else [KAppObserver#NONE]
    /// @param memory what it keeps over power-off; it stays the caller's
    public record Ports(
            NasPort nas,
            UaTransport ua,
            Entropy entropy,
            Timers timers,
            KAppObserver kApp,
            @Nullable Memory memory) {
        /// Of a device that forgets everything when it ends.
        public Ports(
                NasPort nas, UaTransport ua, Entropy entropy, Timers timers, KAppObserver kApp) {
            this(nas, ua, entropy, timers, kApp, null);
        }
    }

    /// A file, and the clock that says how long keys have served, power-off included.
    public record Memory(DeviceFile file, Clock clock) {}

    private final UeConfig config;
    private final Ports ports;
    private final AttachProcedure attach;
    private final KeyAge age;
    private final BackOff backOff;
    private final OwnKey ownKey;

    /// An attach for another key failed, and the next report may bring one.
    private boolean lostItsKey;

    private final Sessions sessions = new Sessions();
    private final Exchanges exchanges;

    private final ServerKeys keys;
    private final KeptKeys kept;
    private final boolean remembers;

    public Device(UeConfig config, Usim usim, Ports ports) {
        this.config = config;
        this.ports = ports;
        this.age = new KeyAge(ports.timers(), config.limits().keyLifeMs());
        this.attach =
                new AttachProcedure(
                        config,
                        new MobileEquipment(usim),
                        new NasChannel(ports.nas()),
                        ports.timers(),
                        age);
        this.backOff = new BackOff(config.limits(), ports.entropy(), ports.timers());
        this.ownKey = new OwnKey(config, usim, ports);
        this.keys = new ServerKeys(config, usim, attach, ownKey);
        this.kept = new KeptKeys(ports.memory(), attach);
        this.remembers = kept.restore();
        this.exchanges = new Exchanges(config, ports, sessions);
    }

    /// Whether it has had the key for that server since it was made, and can report without an attach. A card derives
    /// its key set again with each attach.
    public boolean remembers(AsProvision server) {
        return remembers && server.row().agreement() == Agreement.ACCESS_ME;
    }

    /// One PDU of the network; called by the link, on any thread.
    public void onPdu(byte[] pdu) {
        attach.onPdu(pdu);
    }

    /// Attaches, as often as it takes and the limits allow. A refusal that trying again cannot change
    /// ends it at once.
    public AttachOutcome attach() {
        sessions.endAll();
        AttachOutcome outcome = attach.attach().join();
        for (int attempts = 1;
                attempts < config.limits().attachAttempts() && outcome.isTransient();
                attempts++) {
            LOG.log(Level.DEBUG, "{0}: {1}, trying again", config.imsi(), outcome);
            pause(config.limits().attachRetryMs());
            outcome = attach.attach().join();
        }
        return outcome;
    }

    private void pause(long ms) {
        var over = new CompletableFuture<Boolean>();
        ports.timers().after(ms, () -> over.complete(true));
        over.join();
    }

    /// Sends one report and waits for the answer. The first to a server is an Application Request and
    /// begins a session; the following ones cost 12 octets. When the server has forgotten the session the
    /// device begins another; when the key is of no use any more it attaches once for another one, unless it
    /// did so a short while ago ([BackOff]): then the refusal is the outcome. A device that the network has detached
    /// attaches for its next report if the network wants it back, and else has to be told to.
    public ReportOutcome report(AsProvision server, Plaintext report) {
        return counted(() ->
                reported(
                        server,
                        withWhatThereIs(server, report),
                        key -> requested(server, report, key)));
    }

    /// As [#report(AsProvision, Plaintext)], in a protection that has its own sessions.
    public ReportOutcome report(AsProvision server, KeyedReports protection, Plaintext report) {
        KeyUse use =
                key -> {
                    try (key) {
                        return protection.report(server, key, kept.counts(), report);
                    }
                };
        return counted(() -> {
            ReportOutcome without = withoutKey(server);
            return reported(server, without == null ? bootstrapped(server, use) : without, use);
        });
    }

    /// The leaf key for a server, of the AKA run in use: what the protections of an application take. Where its row has
    /// a run of its own, and none is in use, makes one, which blocks. The asker closes it.
    public KeyForServer key(AsProvision server) {
        return !server.hasOwnRun() && age.isReached(randInUse())
                ? new KeyForServer.None(new ReportOutcome.KeyAged())
                : keys.of(server);
    }

    private static ReportOutcome counted(Supplier<ReportOutcome> reporting) {
        try {
            return reporting.get();
        } catch (StateNotKept e) {
            return new ReportOutcome.NotKept(String.valueOf(e.getMessage()));
        }
    }

    /// What is done with a key, which is then closed.
    private interface KeyUse extends Function<DeviceKey, ReportOutcome> {}

    private ReportOutcome reported(AsProvision server, ReportOutcome first, KeyUse use) {
        ReportOutcome outcome = first;
        boolean withoutKey =
                outcome instanceof ReportOutcome.NotAttached
                        && (lostItsKey || attach.isToReattach());
        if ((outcome.wantsAnotherKey() || withoutKey) && backOff.mayAttach()) {
            outcome = withAnotherKey(server, use, outcome);
        }
        if (outcome instanceof ReportOutcome.Delivered) {
            backOff.end();
        }
        return outcome;
    }

    private ReportOutcome withAnotherKey(AsProvision server, KeyUse use, ReportOutcome otherwise) {
        if (server.hasOwnRun()) {
            ownKey.forget();
            return bootstrapped(server, use);
        }
        AttachOutcome attached = attach();
        lostItsKey = attached.isTransient();
        if (!(attached instanceof AttachOutcome.Attached)) {
            return otherwise;
        }
        kept.remember();
        return bootstrapped(server, use);
    }

    /// Asks a server, in the session with it, to have the network replace the key (TR 33.863 clause 6.11.2.2.3). Blocks
    /// until the server has heard it. The network then authenticates this device anew, in its own time and if it does
    /// not find that too soon, and the report after that begins a session under the new key.
    ///
    /// @return whether the server sees to it; it cannot without a session
    public boolean refresh(AsProvision server) {
        Channel channel = sessions.with(server.asId());
        Rand inUse = randInUse();
        Channel.Outgoing refresh = channel == null ? null : channel.sealRefresh();
        if (refresh == null || inUse == null) {
            return false;
        }
        ReportOutcome outcome = exchanges.of(server, refresh);
        boolean taken = outcome instanceof ReportOutcome.Delivered;
        if (taken) {
            sessions.isToBeReplaced(server.asId(), inUse);
        }
        return taken;
    }

    /// Waits until the key in use is another one than [#refresh] was about.
    ///
    /// @return whether it is, within that time
    public boolean awaitRefresh(AsProvision server, long withinMs) {
        for (long waitedMs = 0;
                !sessions.isReplaced(server.asId(), randInUse());
                waitedMs += REFRESH_LOOK_MS) {
            if (waitedMs >= withinMs) {
                return false;
            }
            pause(REFRESH_LOOK_MS);
        }
        return true;
    }

    private @Nullable Rand randInUse() {
        return attach.whenRegistered(registered -> registered.current().rand());
    }

    private ReportOutcome withWhatThereIs(AsProvision server, Plaintext report) {
        ReportOutcome without = withoutKey(server);
        if (without != null) {
            sessions.endAll();
            return without;
        }
        sessions.endIfReplaced(server.asId(), randInUse());
        Channel channel = sessions.with(server.asId());
        if (channel != null) {
            ReportOutcome outcome = exchanges.of(server, channel.seal(report));
            if (!(outcome instanceof ReportOutcome.Refused(RefusalCause cause, _))
                    || cause != RefusalCause.SESSION_UNKNOWN) {
                return outcome;
            }
        }
        sessions.end(server.asId());
        return bootstrapped(server, key -> requested(server, report, key));
    }

    /// Why there is no key to report with; null when there is one, or an AKA run of its own may give one.
    private @Nullable ReportOutcome withoutKey(AsProvision server) {
        boolean attached = attach.whenRegistered(AttachState.Registered::guti) != null;
        if (attached) {
            kept.remember();
        } else if (!server.hasOwnRun()) {
            kept.forget();
            return new ReportOutcome.NotAttached();
        }
        boolean aged = server.hasOwnRun() ? ownKey.isAged() : age.isReached(randInUse());
        return aged ? new ReportOutcome.KeyAged() : null;
    }

    /// Ends sessions and timers and wipes every key; the device may attach again. Not while [#attach] or
    /// [#report] is under way.
    @Override
    public void close() {
        sessions.endAll();
        backOff.end();
        lostItsKey = false;
        age.end();
        ownKey.forget();
        attach.close();
    }

    private ReportOutcome bootstrapped(AsProvision server, KeyUse use) {
        return switch (keys.of(server)) {
            case KeyForServer.Held(DeviceKey key) -> use.apply(key);
            case KeyForServer.None(ReportOutcome why) -> why;
        };
    }

    private ReportOutcome requested(AsProvision server, Plaintext report, DeviceKey key) {
        try (Protection.Opening opening = opening(server, key)) {
            ReportOutcome outcome = exchanges.of(server, opening, report);
            UnknownHash.tell(config, server, outcome);
            return outcome;
        }
    }

    private Protection.Opening opening(AsProvision server, DeviceKey held) {
        try (held) {
            var key = new UaClient.Key(server.asId(), held.name(), held.leaf());
            var chance = new UaClient.Ports(ports.entropy(), kept.counts(), ports.kApp());
            return server.protection().opening(key, server, chance);
        }
    }
}
