package dev.bestow.mme;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.Supplier;

/// What every Key-Request of the SCEF has to pass, whether it wants a key or another one in its place: its GUTI names a
/// UE, its root is that of the row, and the subscriber allows the application server.
final class KeyRequestScreening {
    /// Security Mode, or the end of an attach, takes some round trips over the radio; a device asking again sooner
    /// only costs battery.
    static final int RETRY_AFTER_SECONDS = 2;

    private final Supplier<MmeConfig> config;
    private final UeContexts ueContexts;

    KeyRequestScreening(Supplier<MmeConfig> config, UeContexts ueContexts) {
        this.config = config;
        this.ueContexts = ueContexts;
    }

    /// Whose key the request is about.
    record Admitted(UeContext ueContext, SubscriptionData subscription) {}

    /// The answer of `whenAdmitted`, or why the request is not admitted.
    ///
    /// @param ofRow what is to be said for the row alone, or null
    KeyAnswer answer(
            KeyRequest request,
            Function<Solution, @Nullable KeyAnswer> ofRow,
            Function<Admitted, KeyAnswer> whenAdmitted) {
        UeContext ueContext = ueContexts.find(request.guti());
        if (ueContext == null) {
            return new KeyAnswer.UnknownName();
        }
        AsId asId = request.asId();
        Solution row = config.get().plan().serving(asId);
        if (request.root() != row.root()) {
            return new KeyAnswer.RootMismatch(row.root());
        }
        KeyAnswer refusal = ofRow.apply(row);
        if (refusal != null) {
            return refusal;
        }
        SubscriptionData subscription = ueContext.subscription();
        if (subscription == null) {
            return new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
        }
        return subscription.keyPolicy().allowedAs().contains(asId)
                ? whenAdmitted.apply(new Admitted(ueContext, subscription))
                : new KeyAnswer.NotAuthorised();
    }
}
