package dev.bestow.mme;

import dev.bestow.core.Timers;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyConfirm;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.BiConsumer;

/// What has to happen between Security Mode Complete and Attach Accept: the HSS hands over the
/// subscription, and the SCEF has answered Key-Confirm, if a row wants one, or has had its time to. Both are asked
/// at once. Thread-safe; ends by telling `done` once.
final class AttachAcceptance {
    private final MmeCore mme;
    private final BiConsumer<AttachState.AwaitSubscription, UpdateLocationAnswer> done;
    private boolean confirmed;
    private boolean told;
    private @Nullable UpdateLocationAnswer subscription;

    AttachAcceptance(
            MmeCore mme, BiConsumer<AttachState.AwaitSubscription, UpdateLocationAnswer> done) {
        this.mme = mme;
        this.done = done;
    }

    /// Asks both. What is returned ends the waiting for the SCEF.
    Timers.Timer start(AttachState.AwaitSubscription awaiting, EpsSecurityContext current) {
        var confirm = mme.confirmation(awaiting.ueContext().imsi(), current, awaiting.guti());
        Set<Solution> rows = mme.config().plan().all();
        boolean always = !rows.isEmpty() && rows.stream().allMatch(Solution::confirmedByMme);
        boolean never = rows.stream().noneMatch(Solution::confirmedByMme);
        Timers.Timer patience = always ? send(awaiting, confirm) : () -> {};
        if (never) {
            confirmed(awaiting);
        }
        var request =
                new UpdateLocationRequest(
                        awaiting.ueContext().imsi(),
                        mme.config().plmn(),
                        RatType.EUTRAN_NB_IOT,
                        UlrFlags.ATTACH,
                        null,
                        mme.config().accessSecurity(),
                        !mme.config().plan().isEmpty());
        mme.peers()
                .updateLocation(
                        request,
                        answer -> {
                            if (!always && !never) {
                                confirmIfUsed(awaiting, confirm, answer);
                            }
                            subscribed(awaiting, answer);
                        });
        return patience;
    }

    /// Where the keys of some endpoints only are confirmed, the subscription says whether this device has such one.
    private void confirmIfUsed(
            AttachState.AwaitSubscription awaiting,
            KeyConfirm confirm,
            UpdateLocationAnswer answer) {
        boolean used =
                answer instanceof UpdateLocationAnswer.Success(SubscriptionData data)
                        && mme.config().plan().serving(data.keyPolicy().allowedAs()).stream()
                                .anyMatch(Solution::confirmedByMme);
        if (used) {
            var _ = send(awaiting, confirm);
        } else {
            confirmed(awaiting);
        }
    }

    private Timers.Timer send(AttachState.AwaitSubscription awaiting, KeyConfirm confirm) {
        mme.peers().confirm(confirm, _ -> confirmed(awaiting));
        return mme.timers().after(mme.config().limits().confirmWaitMs(), () -> confirmed(awaiting));
    }

    private void confirmed(AttachState.AwaitSubscription awaiting) {
        UpdateLocationAnswer answer;
        synchronized (this) {
            confirmed = true;
            answer = ready();
        }
        tell(awaiting, answer);
    }

    private void subscribed(AttachState.AwaitSubscription awaiting, UpdateLocationAnswer arrived) {
        UpdateLocationAnswer answer;
        synchronized (this) {
            subscription = arrived;
            answer = ready();
        }
        tell(awaiting, answer);
    }

    /// The answer to go on with, once.
    private @Nullable UpdateLocationAnswer ready() {
        if (!confirmed || subscription == null || told) {
            return null;
        }
        told = true;
        return subscription;
    }

    /// Outside of our monitor: the procedure takes its own.
    private void tell(
            AttachState.AwaitSubscription awaiting, @Nullable UpdateLocationAnswer answer) {
        if (answer != null) {
            done.accept(awaiting, answer);
        }
    }
}
