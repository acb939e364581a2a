package dev.bestow.ue;

import dev.bestow.aka.MobileEquipment;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextAccept;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AttachType;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.DetachAccept;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.GutiReallocationCommand;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.IdentityRequest;
import dev.bestow.wire.nas.IdentityResponse;
import dev.bestow.wire.nas.IdentityType;
import dev.bestow.wire.nas.MobileIdentity;
import dev.bestow.wire.nas.NetworkDetachRequest;
import dev.bestow.wire.nas.NetworkDetachType;
import dev.bestow.wire.nas.PdnConnectivityRequest;
import dev.bestow.wire.nas.PdnType;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Attaching, as the UE runs it (TS 24.301 clause 5.5.1). Every attach asks for fresh keys. PDUs
/// and timers arrive on any thread and are taken one at a time, under this object's monitor; only the
/// card may block.
final class AttachProcedure implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AttachProcedure.class.getName());
    private static final int TRANSACTION = 1;

    private final UeConfig config;
    private final Authentication authentication;
    private final NasChannel channel;
    private final Timers timers;
    private final KeyAge age;
    private AttachState state = new AttachState.Deregistered();
    private @Nullable Guti lastGuti;

    /// Of the key set that [#lastGuti] came under, until the network has no memory of it.
    private @Nullable Eksi lastEksi;

    private @Nullable CompletableFuture<AttachOutcome> attempt;
    private int attempts;
    private Timers.@Nullable Timer t3410;

    /// The network has detached us and wants us back.
    private boolean reattach;

    AttachProcedure(
            UeConfig config,
            MobileEquipment equipment,
            NasChannel channel,
            Timers timers,
            KeyAge age) {
        this.config = config;
        this.age = age;
        this.authentication = new Authentication(config, equipment, channel);
        this.channel = channel;
        this.timers = timers;
    }

    /// Starts one attempt; an attempt under way ends as unanswered. Never completes exceptionally.
    synchronized CompletableFuture<AttachOutcome> attach() {
        end(new AttachOutcome.NoAnswer());
        var started = new CompletableFuture<AttachOutcome>();
        attempt = started;
        reattach = false;
        int number = ++attempts;
        enter(new AttachState.AwaitChallenge());
        channel.restart();
        t3410 = timers.after(config.limits().attachMs(), () -> expired(number));
        channel.send(
                new AttachRequest(
                        AttachType.EPS,
                        null,
                        lastGuti == null
                                ? new EpsMobileIdentity.OfImsi(config.imsi())
                                : new EpsMobileIdentity.OfGuti(lastGuti),
                        Authentication.CAPABILITY,
                        new PdnConnectivityRequest(TRANSACTION, PdnType.NON_IP, false, null),
                        null));
        return started;
    }

    private synchronized void expired(int expiring) {
        if (attempts == expiring) {
            fail(new AttachOutcome.NoAnswer());
        }
    }

    private void fail(AttachOutcome outcome) {
        enter(new AttachState.Deregistered());
        channel.restart();
        end(outcome);
    }

    /// Wipes the keys that `next` has no use for. Identity on purpose: an equal set with octets of its own is
    /// another one to wipe.
    @SuppressWarnings("ReferenceEquality")
    private void enter(AttachState next) {
        for (EpsContext held : state.keys()) {
            if (next.keys().stream().noneMatch(kept -> kept == held)) {
                held.close();
            }
        }
        state = next;
    }

    private void end(AttachOutcome outcome) {
        if (t3410 != null) {
            t3410.cancel();
            t3410 = null;
        }
        CompletableFuture<AttachOutcome> ending = attempt;
        attempt = null;
        if (ending != null) {
            ending.complete(outcome);
        }
    }

    /// What `reader` makes of the key set in use and the GUTI it is named with; null when not attached. The keys
    /// are lent: the next attach wipes them.
    synchronized <T> @Nullable T whenRegistered(Function<AttachState.Registered, T> reader) {
        AttachState.Registered registered = state.registered();
        return registered == null ? null : reader.apply(registered);
    }

    /// Whether the network waits for us to attach again.
    synchronized boolean isToReattach() {
        return reattach;
    }

    /// Goes on with the keys of before power-off, which are ours from here on and were in use for `servedMs`.
    synchronized void restore(EpsContext context, Guti guti, long servedMs) {
        lastGuti = guti;
        lastEksi = context.eksi();
        age.goesOn(context.rand(), servedMs);
        enter(new AttachState.Restored(new AttachState.Registered(context, guti)));
    }

    /// The keys that are held, those in use first.
    synchronized List<EpsContext> keys() {
        return state.keys();
    }

    /// Ends what is under way and wipes all keys.
    @Override
    public synchronized void close() {
        fail(new AttachOutcome.NoAnswer());
    }

    /// One PDU of the network.
    synchronized void onPdu(byte[] pdu) {
        DownlinkEmm message = channel.receive(pdu);
        if (message == null || !state.listens()) {
            return;
        }
        switch (message) {
            case IdentityRequest request -> onIdentityRequest(request);
            case AuthenticationRequest request -> onAuthenticationRequest(request);
            case SecurityModeCommand command -> onSecurityModeCommand(command);
            case AttachAccept accept -> onAttachAccept(accept);
            case GutiReallocationCommand command -> onGutiReallocation(command);
            case AttachReject reject -> fail(new AttachOutcome.Rejected(reject.cause()));
            case AuthenticationReject _ -> fail(new AttachOutcome.AuthenticationRejected());
            case NetworkDetachRequest request -> onDetachRequest(request);
            case DownlinkEmm _ -> {}
        }
    }

    /// Nobody but our own network may detach us. What we are not attached for, others may have detached.
    private void onDetachRequest(NetworkDetachRequest request) {
        if (!channel.isSecured()) {
            return;
        }
        channel.send(new DetachAccept());
        if (request.type() != NetworkDetachType.IMSI) {
            reattach = request.type() == NetworkDetachType.REATTACH_REQUIRED;
            LOG.log(
                    Level.INFO,
                    "{0} was detached by the network{1}",
                    config.imsi(),
                    reattach ? ", which wants it to attach again" : "");
            fail(new AttachOutcome.Detached(reattach));
        }
    }

    /// A network that asks for the IMSI does not know the GUTI, and no eKSI of before either.
    private void onIdentityRequest(IdentityRequest request) {
        if (request.type() == IdentityType.IMSI) {
            lastEksi = null;
        }
        channel.send(
                new IdentityResponse(
                        request.type() == IdentityType.IMSI
                                ? new MobileIdentity.OfImsi(config.imsi())
                                : new MobileIdentity.None()));
    }

    /// The network asks in an attach, and of a UE that is registered whenever it likes. A challenge that comes again
    /// is answered as before: our answer got lost, and the card would call it a replay.
    private void onAuthenticationRequest(AuthenticationRequest request) {
        AttachState.Challenge before = state.challenge();
        if (before != null && request.rand().equals(before.rand())) {
            authentication.respond(before);
            return;
        }
        AttachState.Registered registered = state.registered();
        if (registered == null && !(state instanceof AttachState.AwaitChallenge)) {
            return;
        }
        switch (authentication.challenged(request)) {
            case Authentication.Outcome.Believed(var challenge) -> {
                if (registered == null) {
                    enter(new AttachState.AwaitSecurityMode(challenge));
                    channel.expect(challenge.partial().kasme());
                } else {
                    enter(new AttachState.AwaitFreshSecurityMode(registered, challenge));
                    channel.expectBeside(challenge.partial().kasme());
                }
                authentication.respond(challenge);
            }
            case Authentication.Outcome.Refused() -> {}
            case Authentication.Outcome.UsimUnusable(var field, var reason) -> {
                if (registered == null) {
                    fail(new AttachOutcome.UsimUnusable(field, reason));
                } else {
                    LOG.log(
                            Level.WARNING,
                            "{0} keeps its keys, the network wanted others: {1} {2}",
                            config.imsi(),
                            field,
                            reason);
                }
            }
        }
    }

    /// The moment a key becomes current at the UE: when Complete is sent.
    private void onSecurityModeCommand(SecurityModeCommand command) {
        if (!channel.isSecured()) {
            return;
        }
        switch (state) {
            case AttachState.AwaitSecurityMode(var challenge) -> {
                EpsContext partial = challenge.partial();
                EmmCause objection = Authentication.objection(command, partial, lastEksi);
                if (objection == null) {
                    age.begins(partial.rand());
                    enter(new AttachState.AwaitAccept(partial));
                    channel.send(new SecurityModeComplete(null));
                } else {
                    rejectSecurityMode(objection);
                }
            }
            case AttachState.AwaitFreshSecurityMode(var registered, var challenge) ->
                    replaceKeys(command, registered, challenge.partial());
            // The same command again: our answer got lost.
            case AttachState.AwaitAccept(EpsContext current)
                    when command.eksi().equals(current.eksi()) ->
                    channel.send(new SecurityModeComplete(null));
            case AttachState.Registered(EpsContext current, _)
                    when command.eksi().equals(current.eksi()) ->
                    channel.send(new SecurityModeComplete(null));
            case AttachState _ -> {}
        }
    }

    /// A key set that cannot be taken into use leaves the one that is (TS 24.301 clause 5.4.3.5).
    private void replaceKeys(
            SecurityModeCommand command, AttachState.Registered before, EpsContext partial) {
        EmmCause objection = Authentication.objection(command, partial, before.current().eksi());
        if (objection == null) {
            lastEksi = partial.eksi();
            channel.takeIntoUse();
            age.begins(partial.rand());
            enter(new AttachState.Registered(partial, before.guti()));
            channel.send(new SecurityModeComplete(null));
        } else {
            channel.withdraw();
            enter(before);
            channel.send(new SecurityModeReject(objection));
        }
    }

    /// Goes out as it would have before the command, in plain. A network that repeats an eKSI after this has
    /// forgotten what it named, and must not lock the UE out.
    private void rejectSecurityMode(EmmCause cause) {
        lastEksi = null;
        channel.restart();
        channel.send(new SecurityModeReject(cause));
        fail(new AttachOutcome.SecurityModeRejected(cause));
    }

    /// A command that comes again is answered again.
    private void onGutiReallocation(GutiReallocationCommand command) {
        if (channel.isSecured() && state instanceof AttachState.Registered(var current, _)) {
            lastGuti = command.guti();
            enter(new AttachState.Registered(current, command.guti()));
            channel.send(new GutiReallocationComplete());
        }
    }

    private void onAttachAccept(AttachAccept accept) {
        if (!channel.isSecured()) {
            return;
        }
        Guti guti = accept.guti();
        switch (state) {
            case AttachState.AwaitAccept(EpsContext current) when guti != null -> {
                lastGuti = guti;
                lastEksi = current.eksi();
                enter(new AttachState.Registered(current, guti));
                complete(accept);
                end(new AttachOutcome.Attached(guti));
            }
            case AttachState.Registered _ -> complete(accept);
            case AttachState _ -> {}
        }
    }

    private void complete(AttachAccept accept) {
        channel.send(
                new AttachComplete(new ActivateDefaultEpsBearerContextAccept(accept.esm().ebi())));
    }
}
