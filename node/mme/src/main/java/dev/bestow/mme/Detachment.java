package dev.bestow.mme;

import dev.bestow.wire.nas.DetachAccept;
import dev.bestow.wire.nas.DetachRequest;
import dev.bestow.wire.nas.DetachType;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.NetworkDetachRequest;
import dev.bestow.wire.nas.NetworkDetachType;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;

/// The end of a registration, as the UE or its HSS wants it (TS 24.301 clause 5.5.2). Guarded by the procedure it
/// belongs to.
final class Detachment {
    /// The accept of a detach may get lost; so long a UE repeats its request, under the same keys (T3421, 15 s,
    /// five times).
    private static final long DETACH_REPETITIONS_MS = 75_000;

    private final EmmProcedure procedure;
    private final MmeCore mme;
    private final NasChannel channel;

    Detachment(EmmProcedure procedure) {
        this.procedure = procedure;
        mme = procedure.mme;
        channel = procedure.channel;
    }

    /// Anybody can send one in plain, so only the UE itself detaches the UE. Where there is nothing to detach,
    /// accepting ends the repetitions of a UE whose keys are gone (TS 24.301 clause 5.5.2.2.2).
    void onDetachRequest(DetachRequest request) {
        if (!channel.isSecured() && channel.holdsContext()) {
            return;
        }
        boolean detaches = channel.isSecured() && request.type() != DetachType.IMSI;
        if (detaches && procedure.state() instanceof AttachState.Proven proven) {
            proven.ueContext().detached(mme.clock().nowMs());
        }
        if (detaches && request.switchOff()) {
            procedure.end();
            return;
        }
        if (detaches) {
            procedure.enter(new AttachState.Deregistered());
            procedure.await(
                    mme.timers()
                            .after(DETACH_REPETITIONS_MS, () -> procedure.take(procedure::end)));
        }
        if (!request.switchOff()) {
            channel.answer(new DetachAccept());
        }
    }

    /// The HSS says that the subscriber is served here no longer; its UE context is gone already. A UE that is served
    /// elsewhere hears nothing from here (TS 23.401 clause 5.3.8.4). No cause goes with it: those that fit would bar
    /// the USIM, and what the HSS has to say the UE hears when it attaches again.
    void onCancelLocation(CancelLocationRequest request) {
        boolean concernsTheUe =
                request.type() == CancellationType.SUBSCRIPTION_WITHDRAWAL
                        || request.reattachRequired();
        switch (procedure.state()) {
            case AttachState.Registered _,
                    AttachState.Reauthenticating _,
                    AttachState.AwaitAttachComplete _
                    when concernsTheUe -> {
                procedure.attachEnds(AttachEnd.REJECTED);
                procedure.enter(new AttachState.AwaitDetachAccept(request.imsi()));
                procedure.send(
                        new NetworkDetachRequest(
                                request.reattachRequired()
                                        ? NetworkDetachType.REATTACH_REQUIRED
                                        : NetworkDetachType.REATTACH_NOT_REQUIRED,
                                null));
            }
            // It still waits for an answer.
            case AttachState.AwaitSubscription _ -> procedure.reject(EmmCause.NETWORK_FAILURE);
            // Told already; the HSS repeats itself.
            case AttachState.AwaitDetachAccept _ -> {}
            case AttachState _ -> procedure.end();
        }
    }

    void onDetachAccept() {
        if (procedure.state() instanceof AttachState.AwaitDetachAccept && channel.isSecured()) {
            procedure.end();
        }
    }
}
