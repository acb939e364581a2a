package dev.bestow.ue;

import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.EnhancedUsim;
import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.core.Timers;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaSession;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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
    public record Ports(
            NasPort nas, UaTransport ua, Entropy entropy, Timers timers, KAppObserver kApp) {}

    private final UeConfig config;
    private final Usim usim;
    private final Ports ports;
    private final AttachProcedure attach;
    private final KeyAge age;
    private final BackOff backOff;
    private final OwnKey ownKey;

    /// An attach for another key failed, and the next report may bring one.
    private boolean lostItsKey;

    private final Sessions sessions = new Sessions();

    public Device(UeConfig config, Usim usim, Ports ports) {
        this.config = config;
        this.usim = usim;
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
        ReportOutcome outcome = withWhatThereIs(server, report);
        boolean withoutKey =
                outcome instanceof ReportOutcome.NotAttached
                        && (lostItsKey || attach.isToReattach());
        if ((outcome.wantsAnotherKey() || withoutKey) && backOff.mayAttach()) {
            outcome = withAnotherKey(server, report, outcome);
        }
        if (outcome instanceof ReportOutcome.Delivered) {
            backOff.end();
        }
        return outcome;
    }

    private ReportOutcome withAnotherKey(
            AsProvision server, Plaintext report, ReportOutcome otherwise) {
        if (server.hasOwnRun()) {
            ownKey.forget();
            return bootstrapped(server, report);
        }
        AttachOutcome attached = attach();
        lostItsKey = attached.isTransient();
        return attached instanceof AttachOutcome.Attached
                ? bootstrapped(server, report)
                : otherwise;
    }

    /// Asks a server, in the session with it, to have the network replace the key (TR 33.863 clause 6.11.2.2.3). Blocks
    /// until the server has heard it. The network then authenticates this device anew, in its own time and if it does
    /// not find that too soon, and the report after that begins a session under the new key.
    ///
    /// @return whether the server sees to it; it cannot without a session
    public boolean refresh(AsProvision server) {
        UaSession session = sessions.with(server.asId());
        Rand inUse = randInUse();
        if (session == null || inUse == null) {
            return false;
        }
        ReportOutcome outcome =
                exchange(
                        server,
                        session.sealRefresh(),
                        octets -> UaExchange.Reading.ofRefresh(session.open(octets)));
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
        if (!server.hasOwnRun() && attach.whenRegistered(AttachState.Registered::guti) == null) {
            sessions.endAll();
            return new ReportOutcome.NotAttached();
        }
        if (server.hasOwnRun() ? ownKey.isAged() : age.isReached(randInUse())) {
            sessions.endAll();
            return new ReportOutcome.KeyAged();
        }
        sessions.endIfReplaced(server.asId(), randInUse());
        UaSession session = sessions.with(server.asId());
        if (session != null) {
            ReportOutcome outcome =
                    exchange(
                            server,
                            session.seal(report),
                            octets -> UaExchange.Reading.of(session.open(octets)));
            if (!(outcome instanceof ReportOutcome.Refused(RefusalCause cause, _))
                    || cause != RefusalCause.SESSION_UNKNOWN) {
                return outcome;
            }
        }
        sessions.end(server.asId());
        return bootstrapped(server, report);
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

    private ReportOutcome bootstrapped(AsProvision server, Plaintext report) {
        return switch (server.row().agreement()) {
            case ACCESS_USIM -> withKeyOfCard(server, report);
            case ACCESS_ME ->
                    requested(
                            server,
                            report,
                            registered ->
                                    registered.current().leaf(server.row(), server.asId().fqdn()));
            case OWN_RUN -> withKeyOfOwnRun(server, report);
        };
    }

    private ReportOutcome withKeyOfOwnRun(AsProvision server, Plaintext report) {
        OwnRunOutcome run = ownKey.agreed();
        if (!(run instanceof OwnRunOutcome.Agreed(Rand rand, E2mIntKey key))) {
            return new ReportOutcome.NoOwnRun(run);
        }
        var name =
                config.keyIdentifier() == KeyIdentifier.HASH
                        ? new FullName.ByRand(rand, key.shortHash())
                        : new FullName.ByRand(rand);
        EndpointId endpoint = server.row().endpoint(server.asId().fqdn());
        return requested(server, report, client(server, name, key.leafFor(endpoint)));
    }

    private ReportOutcome withKeyOfCard(AsProvision server, Plaintext report) {
        return switch (keySetOfCard()) {
            case E2mAnswer.Held(Rand rand, E2mKeySet keySet) -> {
                try (keySet) {
                    if (!rand.equals(randInUse())) {
                        yield new ReportOutcome.CardUnusable(
                                "e2m key set", "is of another run than the one in use");
                    }
                    EndpointId endpoint = server.row().endpoint(server.asId().fqdn());
                    yield requested(server, report, _ -> keySet.leafFor(endpoint));
                }
            }
            case E2mAnswer.NoneHeld() ->
                    new ReportOutcome.CardUnusable(
                            "e2m key set", "is not there: no run since the card has had power");
            case E2mAnswer.Unusable(String field, String reason) ->
                    new ReportOutcome.CardUnusable(field, reason);
        };
    }

    private E2mAnswer keySetOfCard() {
        if (!(usim instanceof EnhancedUsim enhanced)) {
            return new E2mAnswer.Unusable("USIM", "is an ordinary one, which derives no key set");
        }
        try {
            return enhanced.e2mKeySet();
        } catch (UsimGone gone) {
            return new E2mAnswer.Unusable("USIM", gone.reason());
        }
    }

    private ReportOutcome requested(
            AsProvision server, Plaintext report, Function<AttachState.Registered, LeafKey> leaf) {
        UaClient client =
                attach.whenRegistered(registered ->
                        client(
                                server,
                                registered.name(server, config.keyIdentifier()),
                                leaf.apply(registered)));
        return client == null ? new ReportOutcome.NotAttached() : requested(server, report, client);
    }

    private ReportOutcome requested(AsProvision server, Plaintext report, UaClient client) {
        try (client;
                PendingRequest pending = client.request(report)) {
            ReportOutcome outcome =
                    exchange(
                            server,
                            pending.datagram(),
                            octets -> UaExchange.Reading.of(pending.open(octets)));
            tellOfUnknownHash(server, outcome);
            return outcome;
        }
    }

    /// An EMKS that knows keys by RAND alone answers as if there were none.
    private void tellOfUnknownHash(AsProvision server, ReportOutcome outcome) {
        if (outcome instanceof ReportOutcome.Refused(RefusalCause cause, _)
                && cause == RefusalCause.KEY_NOT_AVAILABLE
                && config.keyIdentifier() == KeyIdentifier.HASH
                && server.row().kind() == KeyKind.E2M_INT_KEY) {
            LOG.log(
                    Level.WARNING,
                    "{0} finds no key by the short hash that {1} sent; if its EMKS knows keys by"
                        + " RAND alone, give that policy.keyIdentifier: hash, or this device rand",
                    server.asId(),
                    config.imsi());
        }
    }

    private UaClient client(AsProvision server, FullName name, LeafKey leaf) {
        var speech = new UaClient.UaParameters(server.form(), server.ciphered());
        try (var _ = leaf.octets()) {
            var key = new UaClient.Key(server.asId(), name, leaf);
            return new UaClient(key, speech, ports.entropy(), ports.kApp());
        }
    }

    private ReportOutcome exchange(
            AsProvision server, byte[] datagram, Function<byte[], UaExchange.Reading> reader) {
        var exchange = new UaExchange(datagram, reader, config.limits(), ports.timers());
        return switch (exchange.with(server, ports.ua())) {
            case UaExchange.Reading.Done(Plaintext downlink, @Nullable UaSession session) -> {
                if (session != null) {
                    sessions.begin(server.asId(), session);
                }
                yield new ReportOutcome.Delivered(downlink);
            }
            case UaExchange.Reading.Refused(var cause, _, var authenticated) ->
                    new ReportOutcome.Refused(cause, authenticated);
            case UaExchange.Reading.Nothing() -> new ReportOutcome.NoAnswer();
        };
    }
}
