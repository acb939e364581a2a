package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.wire.diameter.TgppResult;
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
    private static final long MS_PER_SECOND = 1_000;

    private final Supplier<MmeConfig> config;
    private final KeyRequestScreening screening;
    private final Function<Imsi, @Nullable AttachProcedure> procedures;
    private final ReauthenticationCounts begun;
    private final Clock clock;

    /// @param procedures of subscribers that can be reached
    ReauthenticationRequests(
            Supplier<MmeConfig> config,
            UeContexts ueContexts,
            Function<Imsi, @Nullable AttachProcedure> procedures,
            ReauthenticationCounts begun,
            Clock clock) {
        this.config = config;
        this.screening = new KeyRequestScreening(config, ueContexts);
        this.procedures = procedures;
        this.begun = begun;
        this.clock = clock;
    }

    KeyAnswer onKeyRequest(KeyRequest request) {
        return screening.answer(
                request,
                row -> row.canBeRefreshed() ? null : new KeyAnswer.NotSupported(),
                admitted -> named(request, admitted.ueContext()));
    }

    private KeyAnswer named(KeyRequest request, UeContext ueContext) {
        return ueContext
                .select(
                        request.eksi(),
                        request.randId(),
                        clock.nowMs(),
                        ReauthenticationRequests::withoutARun)
                .orElseGet(() -> supersede(ueContext));
    }

    /// What is to be said about a key set that needs no run of ours, because another one is there or on its way.
    private static Optional<KeyAnswer> withoutARun(SelectedKeySet named) {
        return switch (named) {
            case SelectedKeySet.Live _ -> Optional.empty();
            case SelectedKeySet.Graced _, SelectedKeySet.Pending _ ->
                    Optional.of(new KeyAnswer.ReauthenticationAccepted());
            case SelectedKeySet.None _ -> Optional.of(new KeyAnswer.UnknownName());
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
            return new KeyAnswer.NotYet(KeyRequestScreening.RETRY_AFTER_SECONDS);
        }
        long waitMs = ueContext.admitRun(clock.nowMs(), config.get().limits().reauthenticationMs());
        if (waitMs > 0) {
            return new KeyAnswer.NotYet(Math.toIntExact(Math.ceilDiv(waitMs, MS_PER_SECOND)));
        }
        return begun.when(ReauthenticationCause.REQUEST, procedure.reauthenticate())
                ? new KeyAnswer.ReauthenticationAccepted()
                : new KeyAnswer.NotYet(KeyRequestScreening.RETRY_AFTER_SECONDS);
    }
}
