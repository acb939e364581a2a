package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.keys.solution.Solution;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers the SCEF's Key-Requests that want another key set in place of the one they name (TR 33.863 clause
/// 6.11.2.2.3, "Bootstrapping Renegotiation Request"). A name whose key set was superseded already has what it wants,
/// so the same request again and late begins nothing; whatever names are used, one run begins in
/// [MmeConfig.Limits#reauthenticationMs].
final class ReauthenticationRequests {
    /// A run, or the end of an attach, takes some round trips over the radio.
    private static final int RETRY_AFTER_SECONDS = 2;

    private static final long MS_PER_SECOND = 1_000;

    private final Supplier<MmeConfig> config;
    private final UeContexts ueContexts;
    private final Function<Imsi, @Nullable AttachProcedure> procedures;
    private final Clock clock;

    /// @param procedures of subscribers that can be reached
    ReauthenticationRequests(
            Supplier<MmeConfig> config,
            UeContexts ueContexts,
            Function<Imsi, @Nullable AttachProcedure> procedures,
            Clock clock) {
        this.config = config;
        this.ueContexts = ueContexts;
        this.procedures = procedures;
        this.clock = clock;
    }

    KeyAnswer onKeyRequest(KeyRequest request) {
        UeContext ueContext = ueContexts.find(request.guti());
        if (ueContext == null) {
            return new KeyAnswer.UnknownName();
        }
        Solution row = config.get().plan().serving(request.asId());
        if (request.root() != row.root()) {
            return new KeyAnswer.RootMismatch(row.root());
        }
        if (!row.canBeRefreshed()) {
            return new KeyAnswer.NotSupported();
        }
        SubscriptionData subscription = ueContext.subscription();
        if (subscription == null) {
            return new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
        }
        if (!subscription.keyPolicy().allowedAs().contains(request.asId())) {
            return new KeyAnswer.NotAuthorised();
        }
        return ueContext
                .select(
                        request.eksi(),
                        request.randId(),
                        clock.nowMs(),
                        ReauthenticationRequests::withoutARun)
                .orElseGet(() -> supersede(ueContext));
    }

    /// What is to be said about a key set that needs no run of ours, because another one is there or on its way.
    private static Optional<KeyAnswer> withoutARun(UeContext.Selected named) {
        return switch (named) {
            case UeContext.Selected.Live _ -> Optional.empty();
            case UeContext.Selected.Graced _, UeContext.Selected.Pending _ ->
                    Optional.of(new KeyAnswer.ReauthenticationAccepted());
            case UeContext.Selected.None _ -> Optional.of(new KeyAnswer.UnknownName());
        };
    }

    private KeyAnswer supersede(UeContext ueContext) {
        AttachProcedure procedure = procedures.apply(ueContext.imsi());
        if (procedure == null) {
            return new KeyAnswer.Failed(TgppResult.USER_TEMPORARILY_UNREACHABLE);
        }
        if (procedure.isReauthenticating()) {
            return new KeyAnswer.ReauthenticationAccepted();
        }
        if (!procedure.isRegistered()) {
            return new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
        }
        long waitMs = ueContext.admitRun(clock.nowMs(), config.get().limits().reauthenticationMs());
        if (waitMs > 0) {
            return new KeyAnswer.NotYet(Math.toIntExact(Math.ceilDiv(waitMs, MS_PER_SECOND)));
        }
        return procedure.reauthenticate()
                ? new KeyAnswer.ReauthenticationAccepted()
                : new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
    }
}
