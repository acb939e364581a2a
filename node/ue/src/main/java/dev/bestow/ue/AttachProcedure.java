package dev.bestow.ue;

import dev.bestow.aka.Autn;
import dev.bestow.aka.EpsAnswer;
import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.ActivateDefaultEpsBearerContextAccept;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AttachType;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.DetachAccept;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.EpsMobileIdentity;
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
import dev.bestow.wire.nas.UeNetworkCapability;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Attaching, as the UE runs it (TS 24.301 clause 5.5.1). Every attach asks for fresh keys. PDUs
/// and timers arrive on any thread and are taken one at a time, under this object's monitor; only the
/// card may block.
final class AttachProcedure implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AttachProcedure.class.getName());
    private static final UeNetworkCapability CAPABILITY = UeNetworkCapability.BESTOW;
    private static final int TRANSACTION = 1;

    private final UeConfig config;
    private final MobileEquipment equipment;
    private final NasChannel channel;
    private final Timers timers;
    private AttachState state = new AttachState.Deregistered();
    private @Nullable Guti lastGuti;

    /// Of the key set that [#lastGuti] came under, until the network has no memory of it.
    private @Nullable Eksi lastEksi;

    private @Nullable CompletableFuture<AttachOutcome> attempt;
    private int attempts;
    private Timers.@Nullable Timer t3410;

    /// The network has detached us and wants us back.
    private boolean reattach;

    AttachProcedure(UeConfig config, MobileEquipment equipment, NasChannel channel, Timers timers) {
        this.config = config;
        this.equipment = equipment;
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
                        CAPABILITY,
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
        EpsContext dropped = state.keys();
        if (dropped != null && dropped != next.keys()) {
            dropped.close();
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
        return state instanceof AttachState.Registered registered ? reader.apply(registered) : null;
    }

    /// Whether the network waits for us to attach again.
    synchronized boolean isToReattach() {
        return reattach;
    }

    /// The keys that are held, in use or not yet.
    synchronized @Nullable EpsContext keys() {
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
        if (message == null || state instanceof AttachState.Deregistered) {
            return;
        }
        switch (message) {
            case IdentityRequest request -> onIdentityRequest(request);
            case AuthenticationRequest request -> onAuthenticationRequest(request);
            case SecurityModeCommand command -> onSecurityModeCommand(command);
            case AttachAccept accept -> onAttachAccept(accept);
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

    private void onAuthenticationRequest(AuthenticationRequest request) {
        if (state instanceof AttachState.AwaitSecurityMode(_, var rand, var res)
                && rand.equals(request.rand())) {
            // The same challenge again: our answer got lost, and the card would call it a replay.
            channel.send(new AuthenticationResponse(res));
            return;
        }
        if (!(state instanceof AttachState.AwaitChallenge)) {
            return;
        }
        switch (challenged(request)) {
            case EpsAnswer.Success(Octets res, var ckIk, var kasme) -> {
                var partial = EpsContext.of(request.eksi(), request.rand(), kasme, ckIk);
                ckIk.octets().close();
                enter(new AttachState.AwaitSecurityMode(partial, request.rand(), res));
                channel.expect(kasme);
                channel.send(new AuthenticationResponse(res));
            }
            case EpsAnswer.SynchronisationFailure(var auts) ->
                    channel.send(new AuthenticationFailure(EmmCause.SYNCH_FAILURE, auts.octets()));
            case EpsAnswer.MacFailure() ->
                    channel.send(new AuthenticationFailure(EmmCause.MAC_FAILURE, null));
            case EpsAnswer.SeparationBitClear() ->
                    channel.send(
                            new AuthenticationFailure(
                                    EmmCause.NON_EPS_AUTHENTICATION_UNACCEPTABLE, null));
            case EpsAnswer.UsimUnusable(var field, var reason) ->
                    fail(new AttachOutcome.UsimUnusable(field, reason));
        }
    }

    private EpsAnswer challenged(AuthenticationRequest request) {
        try {
            return equipment.authenticate(request.rand(), new Autn(request.autn()), config.plmn());
        } catch (UsimGone gone) {
            return new EpsAnswer.UsimUnusable("USIM", gone.reason());
        }
    }

    /// The moment a key becomes current at the UE: when Complete is sent.
    private void onSecurityModeCommand(SecurityModeCommand command) {
        if (!channel.isSecured()) {
            return;
        }
        switch (state) {
            case AttachState.AwaitSecurityMode(EpsContext partial, _, _) -> {
                EmmCause objection = objection(command, partial);
                if (objection == null) {
                    enter(new AttachState.AwaitAccept(partial));
                    channel.send(new SecurityModeComplete(null));
                } else {
                    rejectSecurityMode(objection);
                }
            }
            // The same command again: our answer got lost.
            case AttachState.AwaitAccept(EpsContext current)
                    when command.eksi().equals(current.eksi()) ->
                    channel.send(new SecurityModeComplete(null));
            case AttachState _ -> {}
        }
    }

    /// Why the key set cannot be taken into use, or null (TS 24.301 clause 5.4.3.5). The eKSI came first in an
    /// AUTHENTICATION REQUEST that nothing protects, and names the key from now on, together with the GUTI: it
    /// has to be the one the network means, and not that of the key before.
    private @Nullable EmmCause objection(SecurityModeCommand command, EpsContext partial) {
        boolean biddingDown = !command.replayed().equals(CAPABILITY.securityCapability());
        if (biddingDown || !CAPABILITY.supports(command.algorithms())) {
            return EmmCause.SECURITY_CAPABILITIES_MISMATCH;
        }
        boolean meant = command.eksi().equals(partial.eksi());
        return meant && !partial.eksi().equals(lastEksi) ? null : EmmCause.SECURITY_MODE_REJECTED;
    }

    /// Goes out as it would have before the command, in plain. A network that repeats an eKSI after this has
    /// forgotten what it named, and must not lock the UE out.
    private void rejectSecurityMode(EmmCause cause) {
        lastEksi = null;
        channel.restart();
        channel.send(new SecurityModeReject(cause));
        fail(new AttachOutcome.SecurityModeRejected(cause));
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
