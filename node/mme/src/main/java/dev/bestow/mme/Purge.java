package dev.bestow.mme;

import dev.bestow.core.LogThrottle;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// Tells the HSS that a UE context ended here (TS 29.272 clause 5.2.1.3): some time after its UE detached, or with its
/// last key. Keys that the HSS pushed live on; those that stayed with this MME ended with the UE context.
final class Purge {
    private static final Logger LOG = System.getLogger(Purge.class.getName());

    private final MmeCore mme;
    private final Consumer<CancelLocationRequest> detach;
    private final LogThrottle refused;

    /// @param detach as a Cancel-Location does
    Purge(MmeCore mme, Consumer<CancelLocationRequest> detach) {
        this.mme = mme;
        this.detach = detach;
        this.refused = new LogThrottle(mme.clock());
    }

    /// An HSS that was not told goes on taking this MME for the serving one, and is told USER_UNKNOWN when it says
    /// something about the subscriber: nothing is lost that would be worth a repetition.
    void of(UeContexts.Swept swept) {
        if (swept.subscribed()) {
            mme.peers().purge(new PurgeUeRequest(swept.imsi()), answer -> onAnswer(swept, answer));
        }
    }

    /// A UE that attached meanwhile has to do so again: nobody knows whether the HSS took its Update Location or the
    /// purge for the later one, and an HSS that takes the UE for purged tells this MME of no withdrawal.
    private void onAnswer(UeContexts.Swept swept, PurgeUeAnswer answer) {
        if (answer instanceof PurgeUeAnswer.Success(boolean freezeMTmsi)) {
            if (freezeMTmsi) {
                mme.ueContexts().freeze(swept.gutis());
            }
        } else {
            refused.happened(times ->
                    LOG.log(
                            Level.WARNING,
                            "S6a PUR of {0}: {1} ({2} since told last)",
                            swept.imsi(),
                            answer,
                            Long.toString(times)));
        }
        if (mme.ueContexts().isKept(swept.imsi())) {
            detach.accept(
                    new CancelLocationRequest(
                            swept.imsi(), CancellationType.INITIAL_ATTACH_PROCEDURE, true));
        }
    }
}
