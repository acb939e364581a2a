package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Timers;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.DetachRequest;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.EpsMobileIdentity;
import dev.bestow.wire.nas.IdentityRequest;
import dev.bestow.wire.nas.IdentityResponse;
import dev.bestow.wire.nas.IdentityType;
import dev.bestow.wire.nas.MobileIdentity;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UeNetworkCapability;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.ErrorDiagnostic;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.Resynchronization;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UpdateLocationAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.util.List;

/// One UE's attach as the MME runs it (TS 24.301 clause 5.5.1), over one link. Every attach
/// authenticates anew, since fresh keys are what it is for. Events arrive on any thread and are taken
/// one at a time, under this object's monitor; nothing here blocks.
final class AttachProcedure {
    private static final Logger LOG = System.getLogger(AttachProcedure.class.getName());

    private final MmeCore mme;
    private final NasChannel channel;
    private AttachState state = new AttachState.Deregistered();
    private Timers.@Nullable Timer timer;

    AttachProcedure(MmeCore mme, NasChannel channel) {
        this.mme = mme;
        this.channel = channel;
    }

    /// One PDU of the UE.
    synchronized void onPdu(byte[] pdu) {
        UplinkEmm message = channel.receive(pdu);
        switch (message) {
            case null -> {}
            case AttachRequest request -> onAttachRequest(request);
            case IdentityResponse response -> onIdentity(response);
            case AuthenticationResponse response -> onAuthenticationResponse(response);
            case AuthenticationFailure failure -> onAuthenticationFailure(failure);
            case SecurityModeComplete _ -> onSecurityModeComplete();
            case SecurityModeReject reject -> onSecurityModeReject(reject);
            case AttachComplete _ -> onAttachComplete();
            // Anybody can send one in plain, so only the UE itself detaches the UE.
            case DetachRequest _ when channel.isSecured() -> enter(new AttachState.Deregistered());
            case UplinkEmm _ ->
                    LOG.log(
                            Level.DEBUG,
                            "link {0}: nothing to do with {1}",
                            channel,
                            message.name());
        }
    }

    /// Identity on purpose: a second attach may pass through a state equal to one of the first, and an
    /// answer to the first is none to the second.
    @SuppressWarnings("ReferenceEquality")
    private boolean isStill(AttachState earlier) {
        return state == earlier;
    }

    private void enter(AttachState next) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        state = next;
    }

    private void onAttachRequest(AttachRequest request) {
        channel.restart();
        UeNetworkCapability capability = request.capability();
        if (!capability.supports(mme.config().algorithms())) {
            reject(EmmCause.SECURITY_CAPABILITIES_MISMATCH);
            return;
        }
        switch (request.identity()) {
            case EpsMobileIdentity.OfImsi(Imsi imsi) -> requestVector(imsi, capability);
            case EpsMobileIdentity.OfGuti(Guti guti) -> {
                Registration known = mme.registrations().find(guti);
                if (known == null) {
                    enter(new AttachState.AwaitIdentity(capability));
                    send(new IdentityRequest(IdentityType.IMSI));
                } else {
                    requestVector(known.imsi(), capability);
                }
            }
            case EpsMobileIdentity.OfImei _ -> reject(EmmCause.ILLEGAL_UE);
        }
    }

    private void onIdentity(IdentityResponse response) {
        if (!(state instanceof AttachState.AwaitIdentity(UeNetworkCapability capability))) {
            return;
        }
        if (response.identity() instanceof MobileIdentity.OfImsi(Imsi imsi)) {
            requestVector(imsi, capability);
        } else {
            reject(EmmCause.UE_IDENTITY_CANNOT_BE_DERIVED);
        }
    }

    private void requestVector(Imsi imsi, UeNetworkCapability capability) {
        Registration registration = mme.registrations().of(imsi);
        ask(new AttachState.AwaitVector(registration, capability, false), null);
    }

    private void ask(
            AttachState.AwaitVector asking, @Nullable Resynchronization resynchronization) {
        enter(asking);
        var request =
                new AuthenticationInformationRequest(
                        asking.registration().imsi(),
                        mme.config().plmn(),
                        1,
                        resynchronization,
                        true);
        mme.peers().authenticationInformation(request, answer -> onVector(asking, answer));
    }

    private synchronized void onVector(
            AttachState.AwaitVector asked, AuthenticationInformationAnswer answer) {
        if (!isStill(asked)) {
            return;
        }
        if (answer instanceof AuthenticationInformationAnswer.Success(List<EutranVector> vectors)) {
            challenge(asked, vectors.getFirst());
        } else {
            refusedByHss(asked.registration(), answer.result(), answer.diagnostic());
        }
    }

    private void refusedByHss(
            Registration registration, Result result, @Nullable ErrorDiagnostic diagnostic) {
        EmmCause cause = HssRefusals.cause(result, diagnostic);
        LOG.log(Level.WARNING, "{0}: {1}, the UE is told {2}", registration.imsi(), result, cause);
        reject(cause);
    }

    private void challenge(AttachState.AwaitVector asked, EutranVector vector) {
        Registration registration = asked.registration();
        Eksi eksi = registration.startRun(vector.rand().id(), mme.clock().nowMs());
        var partial =
                new EpsSecurityContext(
                        eksi, vector.rand(), vector.kasme(), vector.ks(), mme.clock().now());
        enter(new AttachState.AwaitAuthenticationResponse(asked, vector, partial));
        send(new AuthenticationRequest(eksi, vector.rand(), vector.autn()));
    }

    private void onAuthenticationResponse(AuthenticationResponse response) {
        if (!(state instanceof AttachState.AwaitAuthenticationResponse awaiting)) {
            return;
        }
        boolean right =
                MessageDigest.isEqual(awaiting.vector().xres().toArray(), response.res().toArray());
        if (!right) {
            refuseUe(awaiting, "RES is wrong");
            return;
        }
        EpsSecurityContext partial = awaiting.partial();
        AttachState.AwaitVector asked = awaiting.asked();
        enter(new AttachState.AwaitSecurityModeComplete(asked.registration(), partial));
        channel.offer(partial.kasme(), mme.config().algorithms());
        send(
                new SecurityModeCommand(
                        mme.config().algorithms(),
                        partial.eksi(),
                        asked.capability().securityCapability(),
                        false));
    }

    private void onAuthenticationFailure(AuthenticationFailure failure) {
        if (!(state instanceof AttachState.AwaitAuthenticationResponse awaiting)) {
            return;
        }
        var auts = failure.auts();
        AttachState.AwaitVector asked = awaiting.asked();
        if (failure.cause().equals(EmmCause.SYNCH_FAILURE)
                && auts != null
                && !asked.resynchronised()) {
            asked.registration().abandonRun(awaiting.partial().eksi());
            ask(
                    new AttachState.AwaitVector(asked.registration(), asked.capability(), true),
                    new Resynchronization(awaiting.vector().rand(), auts));
        } else {
            refuseUe(awaiting, failure.cause().toString());
        }
    }

    private void refuseUe(AttachState.AwaitAuthenticationResponse awaiting, String reason) {
        Registration registration = awaiting.asked().registration();
        LOG.log(Level.INFO, "{0}: authentication failed, {1}", registration.imsi(), reason);
        registration.abandonRun(awaiting.partial().eksi());
        enter(new AttachState.Deregistered());
        channel.send(new AuthenticationReject());
    }

    /// The moment a key becomes current, here and, when it sent this message, at the UE.
    private void onSecurityModeComplete() {
        if (!(state instanceof AttachState.AwaitSecurityModeComplete(var registration, var partial))
                || !channel.isSecured()) {
            return;
        }
        Guti guti = mme.activate(registration, partial);
        if (guti == null) {
            return;
        }
        var awaiting = new AttachState.AwaitSubscription(registration, guti);
        enter(awaiting);
        Timers.Timer patience = new Acceptance(mme, this::onAcceptance).start(awaiting, partial);
        if (isStill(awaiting)) {
            timer = patience;
        }
    }

    private synchronized void onAcceptance(
            AttachState.AwaitSubscription awaiting, UpdateLocationAnswer answer) {
        if (!isStill(awaiting)) {
            return;
        }
        if (answer instanceof UpdateLocationAnswer.Success(SubscriptionData data)) {
            accept(awaiting, data);
            return;
        }
        refusedByHss(awaiting.registration(), answer.result(), answer.diagnostic());
    }

    private void accept(AttachState.AwaitSubscription awaiting, SubscriptionData subscription) {
        mme.subscribe(awaiting.registration(), subscription);
        enter(new AttachState.AwaitAttachComplete(awaiting.registration()));
        send(mme.acceptance(awaiting.guti(), subscription.apn()));
    }

    private void onAttachComplete() {
        if (state instanceof AttachState.AwaitAttachComplete(Registration registration)
                && channel.isSecured()) {
            enter(new AttachState.Registered(registration));
        }
    }

    private void onSecurityModeReject(SecurityModeReject reject) {
        if (state instanceof AttachState.AwaitSecurityModeComplete(var registration, var partial)) {
            LOG.log(
                    Level.INFO,
                    "{0}: security mode rejected, {1}",
                    registration.imsi(),
                    reject.cause());
            registration.abandonRun(partial.eksi());
            channel.restart();
            enter(new AttachState.Deregistered());
        }
    }

    private void reject(EmmCause cause) {
        enter(new AttachState.Deregistered());
        channel.send(new AttachReject(cause));
    }

    /// Sends, and repeats until the state changes.
    private void send(DownlinkEmm message) {
        AttachState during = state;
        timer = new Repetition(mme, channel, message).start(step -> onTimer(during, step));
    }

    private synchronized void onTimer(AttachState during, Repetition repetition) {
        if (isStill(during) && !repetition.again()) {
            LOG.log(Level.INFO, "link {0}: no answer to {1}", channel, repetition.message().name());
            enter(new AttachState.Deregistered());
        }
    }
}
