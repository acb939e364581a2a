package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Imsi;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.ControlPlaneServiceRequest;
import dev.bestow.wire.nas.DetachAccept;
import dev.bestow.wire.nas.DetachRequest;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.EmmStatus;
import dev.bestow.wire.nas.EsmDummyMessage;
import dev.bestow.wire.nas.IdentityRequest;
import dev.bestow.wire.nas.IdentityResponse;
import dev.bestow.wire.nas.IdentityType;
import dev.bestow.wire.nas.MobileIdentity;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UnknownNasMessage;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UpdateLocationAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/// One UE's attach as the MME runs it (TS 24.301 clause 5.5.1), over one link. Every attach
/// authenticates anew, since fresh keys are what it is for.
final class AttachProcedure extends EmmProcedure {
    private static final Logger LOG = System.getLogger(AttachProcedure.class.getName());

    private final Detachment detachment = new Detachment(this);
    private final Reauthentication reauthentication = new Reauthentication(this);

    /// @param ended is told, under our monitor, when nothing is left to be done
    AttachProcedure(MmeCore mme, NasChannel channel, Consumer<EmmProcedure> ended) {
        super(mme, channel, ended);
    }

    /// One PDU of the UE.
    void onPdu(byte[] pdu) {
        take(() -> {
            switch (channel.receive(pdu)) {
                case NasChannel.Received.Message(UplinkEmm message) -> onMessage(message);
                case NasChannel.Received.Malformed(boolean attach, EmmCause cause) ->
                        onMalformed(attach, cause);
                case NasChannel.Received.Nothing() -> {}
            }
        });
    }

    /// Begins a new AKA run with the UE, on the keys in use.
    ///
    /// @return whether one is under way or has come to an end meanwhile; none is for a UE that is not registered
    synchronized boolean reauthenticate() {
        boolean possible = isRegistered();
        take(() -> {
            if (state() instanceof AttachState.Registered registered) {
                reauthentication.begin(registered);
            }
        });
        return possible;
    }

    /// Whether a new AKA run is under way.
    synchronized boolean isReauthenticating() {
        return state() instanceof AttachState.Reauthenticating;
    }

    private void onMessage(UplinkEmm message) {
        if (isReauthenticating() && channel.isSecured() && reauthentication.takes(message)) {
            return;
        }
        switch (message) {
            case AttachRequest request -> onAttachRequest(request);
            case IdentityResponse response -> onIdentity(response);
            case AuthenticationResponse response -> onAuthenticationResponse(response);
            case AuthenticationFailure failure -> onAuthenticationFailure(failure);
            case SecurityModeComplete _ -> onSecurityModeComplete();
            case SecurityModeReject reject -> onSecurityModeReject(reject);
            case AttachComplete _ -> onAttachComplete();
            case DetachRequest request -> detachment.onDetachRequest(request);
            case DetachAccept _ -> detachment.onDetachAccept();
            case UnknownNasMessage _, ControlPlaneServiceRequest _ when channel.isSecured() ->
                    channel.answer(new EmmStatus(EmmCause.MESSAGE_TYPE_NON_EXISTENT));
            case UplinkEmm _ ->
                    LOG.log(
                            Level.DEBUG,
                            "link {0}: nothing to do with {1}",
                            channel,
                            message.name());
        }
    }

    /// A status goes to the UE only, never to who cannot prove to be it; that one gets no more than the refusal
    /// of its own attach, and changes nothing.
    private void onMalformed(boolean attach, EmmCause cause) {
        if (attach) {
            refuseAtOnce(new AttachReject(cause));
        } else if (channel.isSecured()) {
            channel.answer(new EmmStatus(cause));
        }
    }

    private void refuseAtOnce(AttachReject reject) {
        mme.failures().refusedAtOnce(channel, reject);
        channel.answer(reject);
    }

    /// The HSS says that the subscriber is served here no longer; its UE context is gone already.
    void onCancelLocation(CancelLocationRequest request) {
        take(() -> detachment.onCancelLocation(request));
    }

    private void onAttachRequest(AttachRequest request) {
        AttachReject refusal = AttachScreening.refusal(request, mme.config().algorithms());
        if (refusal != null) {
            refuseAtOnce(refusal);
            return;
        }
        attachBegins();
        channel.restart();
        var demand = AttachDemand.of(request);
        Imsi imsi = mme.imsi(request.identity());
        if (imsi == null) {
            enter(new AttachState.AwaitIdentity(demand));
            send(new IdentityRequest(IdentityType.IMSI));
        } else {
            requestVector(imsi, demand);
        }
    }

    private void onIdentity(IdentityResponse response) {
        if (!(state() instanceof AttachState.AwaitIdentity(AttachDemand demand))) {
            return;
        }
        if (response.identity() instanceof MobileIdentity.OfImsi(Imsi imsi)) {
            requestVector(imsi, demand);
        } else {
            reject(EmmCause.UE_IDENTITY_CANNOT_BE_DERIVED);
        }
    }

    private void requestVector(Imsi imsi, AttachDemand demand) {
        UeContext ueContext = mme.ueContexts().of(imsi);
        ask(new AttachState.AwaitVector(ueContext, demand, false), null);
    }

    private void ask(
            AttachState.AwaitVector asking, @Nullable ResynchronizationInfo resynchronization) {
        enter(asking);
        var request = mme.vectorRequest(asking.ueContext().imsi(), resynchronization);
        mme.peers()
                .authenticationInformation(request, answer -> take(() -> onVector(asking, answer)));
    }

    private void onVector(AttachState.AwaitVector asked, AuthenticationInformationAnswer answer) {
        if (!isStill(asked)) {
            answer.close();
            return;
        }
        if (answer instanceof AuthenticationInformationAnswer.Success(List<EutranVector> vectors)) {
            vectors.stream().skip(1).forEach(EutranVector::close);
            challenge(asked, vectors.getFirst());
        } else {
            Imsi imsi = asked.ueContext().imsi();
            reject(mme.failures().refusedByHss(imsi, answer.result(), answer.diagnostic()));
        }
    }

    private void challenge(AttachState.AwaitVector asked, EutranVector vector) {
        UeContext ueContext = asked.ueContext();
        Eksi eksi = ueContext.startRun(vector.rand().id(), mme.clock().nowMs());
        var partial = EpsSecurityContext.of(eksi, vector, mme.clock().now());
        enter(new AttachState.AwaitAuthenticationResponse(asked, vector, partial));
        send(new AuthenticationRequest(eksi, vector.rand(), vector.autn()));
    }

    private void onAuthenticationResponse(AuthenticationResponse response) {
        if (!(state() instanceof AttachState.AwaitAuthenticationResponse awaiting)) {
            return;
        }
        if (!awaiting.isAnsweredBy(response.res())) {
            refuseUe(awaiting, "RES is wrong");
            return;
        }
        EpsSecurityContext partial = awaiting.partial();
        AttachState.AwaitVector asked = awaiting.asked();
        enter(new AttachState.AwaitSecurityModeComplete(asked, partial));
        channel.offer(partial.kasme(), mme.config().algorithms());
        send(asked.demand().securityMode(mme.config().algorithms(), partial.eksi()));
    }

    private void onAuthenticationFailure(AuthenticationFailure failure) {
        if (!(state() instanceof AttachState.AwaitAuthenticationResponse awaiting)) {
            return;
        }
        var auts = failure.auts();
        AttachState.AwaitVector asked = awaiting.asked();
        if (failure.cause().equals(EmmCause.SYNCH_FAILURE)
                && auts != null
                && !asked.resynchronised()) {
            ask(
                    new AttachState.AwaitVector(asked.ueContext(), asked.demand(), true),
                    new ResynchronizationInfo(awaiting.vector().rand(), auts));
        } else {
            refuseUe(awaiting, failure.cause().toString());
        }
    }

    private void refuseUe(AttachState.AwaitAuthenticationResponse awaiting, String reason) {
        LOG.log(
                Level.INFO,
                "{0}: authentication failed, {1}",
                awaiting.asked().ueContext().imsi(),
                reason);
        attachEnds(AttachEnd.UNAUTHENTICATED);
        channel.send(new AuthenticationReject());
        end();
    }

    /// The moment a key becomes current, here and, when it sent this message, at the UE.
    private void onSecurityModeComplete() {
        if (!(state() instanceof AttachState.AwaitSecurityModeComplete(var asked, var partial))
                || !channel.isSecured()) {
            return;
        }
        UeContexts.Activated activated = mme.activate(asked.ueContext(), partial);
        if (activated == null) {
            return;
        }
        var awaiting =
                new AttachState.AwaitSubscription(
                        activated.ueContext(), activated.guti(), asked.demand());
        enter(awaiting);
        Timers.Timer patience =
                new AttachAcceptance(
                                mme, (asker, answer) -> take(() -> onAcceptance(asker, answer)))
                        .start(awaiting, partial);
        if (isStill(awaiting)) {
            await(patience);
        }
    }

    private void onAcceptance(AttachState.AwaitSubscription awaiting, UpdateLocationAnswer answer) {
        if (!isStill(awaiting)) {
            return;
        }
        NasAlgorithms used = mme.config().algorithms();
        if (answer instanceof UpdateLocationAnswer.Success(SubscriptionData data)) {
            if (data.keyPolicy().authentication().allows(used.eea(), used.eia())) {
                accept(awaiting, data);
            } else {
                reject(mme.failures().notGoodEnough(awaiting.ueContext().imsi(), used));
            }
        } else {
            Imsi imsi = awaiting.ueContext().imsi();
            reject(mme.failures().refusedByHss(imsi, answer.result(), answer.diagnostic()));
        }
    }

    private void accept(AttachState.AwaitSubscription awaiting, SubscriptionData subscription) {
        String apn = subscription.access().defaultAccessPoint().name();
        AttachDemand demand = awaiting.demand();
        var accept = mme.acceptance(awaiting.guti(), apn, demand.esm());
        mme.subscribe(awaiting.ueContext(), subscription);
        String connected = demand.esm() instanceof EsmDummyMessage ? null : apn;
        var registered = new AttachState.Registered(awaiting.ueContext(), demand.capability());
        enter(new AttachState.AwaitAttachComplete(registered, connected));
        send(accept);
    }

    private void onAttachComplete() {
        if (state() instanceof AttachState.AwaitAttachComplete(var registered, @Nullable String apn)
                && channel.isSecured()) {
            enter(registered);
            attachEnds(AttachEnd.ACCEPTED);
            if (apn != null && mme.config().tellsOfConnections()) {
                var security = mme.config().accessSecurity();
                mme.peers().tell(new NotifyRequest(registered.ueContext().imsi(), apn, security));
            }
        }
    }

    private void onSecurityModeReject(SecurityModeReject reject) {
        if (state() instanceof AttachState.AwaitSecurityModeComplete(var asked, var partial)) {
            UeContext ueContext = asked.ueContext();
            LOG.log(
                    Level.INFO,
                    "{0}: security mode rejected, {1}",
                    ueContext.imsi(),
                    reject.cause());
            attachEnds(AttachEnd.REJECTED);
            end();
        }
    }
}
