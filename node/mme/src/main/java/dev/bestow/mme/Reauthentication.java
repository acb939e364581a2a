package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.GutiReallocationCommand;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.SecurityModeCommand;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// A new AKA run with a UE that is registered, and what follows it: authentication, security mode control and GUTI
/// reallocation (TS 24.301 clauses 5.4.2, 5.4.3 and 5.4.1). The keys in use stay so until the UE has completed
/// Security Mode, and answer by name for a grace time after it.
///
/// Whatever fails, the UE stays registered on the keys in use: an HSS that has no vector, a UE that does not answer
/// and one whose RES is wrong, for which clause 5.4.2.5 would let us reject a UE that has just proven itself by the
/// MAC of that very message. An attach or a detach of the UE ends it (clause 5.4.2.7).
///
/// The new key set gets a GUTI of its own, since endpoints may still hold a key by the old GUTI and an eKSI that
/// comes round. Until that GUTI has reached the UE it names the new key set by the old one, so both are confirmed.
///
/// Guarded by the procedure it belongs to.
final class Reauthentication {
    private static final Logger LOG = System.getLogger(Reauthentication.class.getName());

    private final EmmProcedure procedure;
    private final MmeCore mme;
    private final NasChannel channel;

    Reauthentication(EmmProcedure procedure) {
        this.procedure = procedure;
        mme = procedure.mme;
        channel = procedure.channel;
    }

    void begin(AttachState.Registered registered) {
        ask(new AttachState.AwaitFreshVector(registered, false), null);
    }

    /// A message that is protected under keys the UE has.
    ///
    /// @return whether it belongs here
    boolean takes(UplinkEmm message) {
        switch (message) {
            case AuthenticationResponse response -> onAuthenticationResponse(response);
            case AuthenticationFailure failure -> onAuthenticationFailure(failure);
            case SecurityModeComplete _ -> onSecurityModeComplete();
            case SecurityModeReject reject -> onSecurityModeReject(reject);
            case GutiReallocationComplete _ -> onGutiReallocationComplete();
            case UplinkEmm _ -> {
                return false;
            }
        }
        return true;
    }

    private void ask(
            AttachState.AwaitFreshVector asking,
            @Nullable ResynchronizationInfo resynchronization) {
        procedure.enter(asking);
        mme.peers()
                .authenticationInformation(
                        mme.vectorRequest(asking.ueContext().imsi(), resynchronization),
                        answer -> procedure.take(() -> onVector(asking, answer)));
    }

    private void onVector(
            AttachState.AwaitFreshVector asked, AuthenticationInformationAnswer answer) {
        if (!procedure.isStill(asked)) {
            answer.close();
            return;
        }
        if (answer instanceof AuthenticationInformationAnswer.Success(List<EutranVector> vectors)) {
            vectors.stream().skip(1).forEach(EutranVector::close);
            challenge(asked, vectors.getFirst());
        } else {
            abandon(asked, "no vector, S6a ended with " + answer.result());
        }
    }

    private void challenge(AttachState.AwaitFreshVector asked, EutranVector vector) {
        Eksi eksi = asked.ueContext().startRun(vector.rand().id(), mme.clock().nowMs());
        var partial = EpsSecurityContext.of(eksi, vector, mme.clock().now());
        procedure.enter(new AttachState.AwaitFreshResponse(asked, vector, partial));
        procedure.send(new AuthenticationRequest(eksi, vector.rand(), vector.autn()));
    }

    private void onAuthenticationResponse(AuthenticationResponse response) {
        if (!(procedure.state() instanceof AttachState.AwaitFreshResponse awaiting)) {
            return;
        }
        if (!awaiting.isAnsweredBy(response.res())) {
            abandon(awaiting, "RES is wrong");
            return;
        }
        EpsSecurityContext partial = awaiting.partial();
        AttachState.Registered registered = awaiting.registered();
        procedure.enter(new AttachState.AwaitFreshSecurityMode(registered, partial));
        var algorithms = mme.config().algorithms();
        channel.offerBeside(partial.kasme(), algorithms);
        procedure.send(
                new SecurityModeCommand(
                        algorithms, partial.eksi(), registered.capability(), false));
    }

    private void onAuthenticationFailure(AuthenticationFailure failure) {
        if (!(procedure.state() instanceof AttachState.AwaitFreshResponse awaiting)) {
            return;
        }
        var auts = failure.auts();
        boolean resynchronised = awaiting.asked().resynchronised();
        if (failure.cause().equals(EmmCause.SYNCH_FAILURE) && auts != null && !resynchronised) {
            ask(
                    new AttachState.AwaitFreshVector(awaiting.registered(), true),
                    new ResynchronizationInfo(awaiting.vector().rand(), auts));
        } else {
            abandon(awaiting, failure.cause().toString());
        }
    }

    /// The moment the new key set becomes current, as in an attach.
    private void onSecurityModeComplete() {
        if (!(procedure.state() instanceof AttachState.AwaitFreshSecurityMode awaiting)) {
            return;
        }
        UeContexts.Activated activated = mme.activate(awaiting.ueContext(), awaiting.partial());
        if (activated == null) {
            return;
        }
        UeContext ueContext = activated.ueContext();
        var registered = new AttachState.Registered(ueContext, awaiting.registered().capability());
        var confirming = new AttachState.AwaitConfirmation(registered, activated.guti());
        procedure.enter(confirming);
        LOG.log(
                Level.INFO,
                "{0} authenticated anew, {1} is in use",
                ueContext.imsi(),
                awaiting.partial().eksi());
        if (isConfirmed(ueContext)) {
            confirm(confirming, awaiting.partial(), activated.superseded());
        } else {
            onConfirmed(confirming);
        }
    }

    private boolean isConfirmed(UeContext ueContext) {
        var subscription = ueContext.subscription();
        return subscription != null
                && mme.config().plan().serving(subscription.keyPolicy().allowedAs()).stream()
                        .anyMatch(Solution::confirmedByMme);
    }

    private void confirm(
            AttachState.AwaitConfirmation confirming,
            EpsSecurityContext current,
            @Nullable Guti superseded) {
        Imsi imsi = confirming.ueContext().imsi();
        if (superseded != null) {
            mme.peers().confirm(mme.confirmation(imsi, current, superseded), _ -> {});
        }
        mme.peers()
                .confirm(
                        mme.confirmation(imsi, current, confirming.guti()),
                        _ -> procedure.take(() -> onConfirmed(confirming)));
        if (procedure.isStill(confirming)) {
            procedure.await(
                    mme.timers()
                            .after(
                                    mme.config().limits().confirmWaitMs(),
                                    () -> procedure.take(() -> onConfirmed(confirming))));
        }
    }

    private void onConfirmed(AttachState.AwaitConfirmation confirming) {
        if (procedure.isStill(confirming)) {
            procedure.enter(new AttachState.AwaitGutiReallocation(confirming.registered()));
            procedure.send(new GutiReallocationCommand(confirming.guti(), null));
        }
    }

    private void onSecurityModeReject(SecurityModeReject reject) {
        if (procedure.state() instanceof AttachState.AwaitFreshSecurityMode awaiting) {
            abandon(awaiting, "security mode rejected, " + reject.cause());
        }
    }

    private void onGutiReallocationComplete() {
        if (procedure.state() instanceof AttachState.AwaitGutiReallocation(var registered)) {
            procedure.enter(registered);
        }
    }

    private void abandon(AttachState.Reauthenticating unfinished, String why) {
        LOG.log(
                Level.INFO,
                "{0} keeps its keys, authenticating it anew failed: {1}",
                unfinished.ueContext().imsi(),
                why);
        procedure.enter(unfinished.registered());
    }
}
