package dev.bestow.mme;

import dev.bestow.core.Imsi;
import dev.bestow.core.Timers;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.DownlinkEmm;
import dev.bestow.wire.nas.EmmCause;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Consumer;

/// What every EMM procedure with one UE stands on (TS 24.301 clause 5.1.3): its state, what it waits for, and
/// how it ends. Events arrive on any thread and are taken one at a time, under this object's monitor; nothing
/// here blocks.
abstract sealed class EmmProcedure permits AttachProcedure {
    private static final Logger LOG = System.getLogger(EmmProcedure.class.getName());

    final MmeCore mme;
    final NasChannel channel;
    private final Consumer<EmmProcedure> ended;
    private AttachState state = new AttachState.Deregistered();
    private Timers.@Nullable Timer timer;

    /// An attach is under way, and since when.
    private boolean attaching;

    private long attachingSinceNs;

    /// @param ended is told, under our monitor, when nothing is left to be done
    EmmProcedure(MmeCore mme, NasChannel channel, Consumer<EmmProcedure> ended) {
        this.mme = mme;
        this.channel = channel;
        this.ended = ended;
    }

    /// Whether there is nothing to be kept of it.
    final synchronized boolean isIdle() {
        return state instanceof AttachState.Deregistered;
    }

    /// Whose SIM has answered, or null while nothing is proven.
    final synchronized @Nullable Imsi provenFor() {
        return state.provenFor();
    }

    /// Forgets the UE, without a word to it, and wipes its keys.
    final synchronized void end() {
        enter(new AttachState.Deregistered());
        channel.restart();
        ended.accept(this);
    }

    /// Every event passes here, one at a time: PDUs, answers of peers, timers. What nobody foresaw is told
    /// and counted, and the UE is refused instead of left waiting.
    final synchronized void take(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error thrown) {
            mme.failures().unforeseen(channel, thrown);
            giveUp();
        }
    }

    /// A UE that is registered stays it: nobody may end that by sending something odd. One that is being detached
    /// has its timer.
    private void giveUp() {
        if (state instanceof AttachState.Registered
                || state instanceof AttachState.AwaitDetachAccept) {
            return;
        }
        if (state instanceof AttachState.Reauthenticating unfinished) {
            enter(unfinished.registered());
            return;
        }
        try {
            reject(EmmCause.NETWORK_FAILURE);
        } catch (RuntimeException | Error thrown) {
            mme.failures().unforeseen(channel, thrown);
        }
    }

    /// Whether the UE is registered, a new run under way or not.
    final synchronized boolean isRegistered() {
        return state instanceof AttachState.Registered
                || state instanceof AttachState.Reauthenticating;
    }

    /// Identity on purpose: a second attach may pass through a state equal to one of the first, and an
    /// answer to the first is none to the second.
    @SuppressWarnings("ReferenceEquality")
    final boolean isStill(AttachState earlier) {
        return state == earlier;
    }

    final void enter(AttachState next) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!Objects.equals(state.partial(), next.partial())) {
            state.endRun();
            channel.withdraw();
        }
        state = next;
    }

    final AttachState state() {
        return state;
    }

    /// What ends the waiting of the present state.
    final void await(Timers.Timer patience) {
        timer = patience;
    }

    /// The UE has asked to be attached. A repetition begins again.
    final void attachBegins() {
        attaching = true;
        attachingSinceNs = mme.clock().nowNs();
    }

    /// That attach is over.
    final void attachEnds(AttachEnd how) {
        if (attaching) {
            attaching = false;
            mme.attaches().took(mme.clock().nowNs() - attachingSinceNs, how.label());
        }
    }

    final void reject(EmmCause cause) {
        attachEnds(AttachEnd.REJECTED);
        channel.send(new AttachReject(cause));
        end();
    }

    /// Sends, and repeats until the state changes.
    final void send(DownlinkEmm message) {
        AttachState during = state;
        timer =
                new Retransmission(mme, channel, message)
                        .start(step -> take(() -> onTimer(during, step)));
    }

    private void onTimer(AttachState during, Retransmission retransmission) {
        if (isStill(during) && !retransmission.again()) {
            LOG.log(
                    Level.INFO,
                    "link {0}: no answer to {1}",
                    channel,
                    retransmission.message().name());
            if (state instanceof AttachState.Reauthenticating unfinished) {
                enter(unfinished.registered());
            } else {
                attachEnds(AttachEnd.UNANSWERED);
                end();
            }
        }
    }
}
