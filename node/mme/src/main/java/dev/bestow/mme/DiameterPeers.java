package dev.bestow.mme;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Timers;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.T6aCodec;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// The HSS and the SCEF over Diameter.
final class DiameterPeers implements MmePeers {
    private static final Logger LOG = System.getLogger(DiameterPeers.class.getName());

    /// An HSS that takes longer leaves the UE's T3410 too little.
    private static final long DEADLINE_MS = 5_000;

    /// Doubles each time: eight repeats in a little over two minutes.
    private static final long FIRST_REPEAT_MS = 500;

    private static final long LAST_REPEAT_MS = 64_000;

    private static final Result UNREACHABLE = Result.of(ResultCode.UNABLE_TO_DELIVER);

    private final CommandCaller caller;
    private final Timers timers;
    private final S6aCodec s6a;
    private final T6aCodec t6a;
    private final CommandCaller.To hss;
    private final CommandCaller.@Nullable To scef;

    /// Who to ask.
    ///
    /// @param hssRealm the home realm; whichever HSS serves it answers
    /// @param scefHost Diameter identity of the SCEF, or null where nothing is confirmed
    record Addresses(String hssRealm, @Nullable String scefHost, String scefRealm) {}

    DiameterPeers(
            CommandCaller caller, Timers timers, S6aCodec s6a, T6aCodec t6a, Addresses addresses) {
        this.caller = caller;
        this.timers = timers;
        this.s6a = s6a;
        this.t6a = t6a;
        this.hss = new CommandCaller.To(null, addresses.hssRealm(), DEADLINE_MS);
        String scefHost = addresses.scefHost();
        this.scef =
                scefHost == null
                        ? null
                        : new CommandCaller.To(scefHost, addresses.scefRealm(), DEADLINE_MS);
    }

    @Override
    public void authenticationInformation(
            AuthenticationInformationRequest request,
            Consumer<AuthenticationInformationAnswer> answer) {
        call(
                s6a.authenticationInformation(),
                request,
                hss,
                AuthenticationInformationAnswer.Failed::new,
                answer);
    }

    @Override
    public void updateLocation(
            UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer) {
        call(s6a.updateLocation(), request, hss, UpdateLocationAnswer.Failed::new, answer);
    }

    @Override
    public void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer) {
        call(s6a.purgeUe(), request, hss, PurgeUeAnswer.Failed::new, answer);
    }

    /// The HSS pushes no key to the HSE before it hears of it, so it is repeated until it arrives; hearing it twice
    /// changes nothing.
    @Override
    public void tell(NotifyRequest notification) {
        send(
                new Repeated<>(
                        s6a.notification(),
                        notification,
                        hss,
                        "PDN connection not told yet",
                        new NotifyAnswer.Failed(UNREACHABLE)),
                FIRST_REPEAT_MS,
                answer -> {
                    if (!(answer instanceof NotifyAnswer.Success)) {
                        LOG.log(Level.DEBUG, "NOR of {0}: {1}", notification.imsi(), answer);
                    }
                });
    }

    /// A confirmation that gets lost would leave a device with a key its servers cannot have, so it is
    /// repeated until it arrives; merging it twice changes nothing. The first outcome is the answer.
    @Override
    public void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer) {
        send(
                new Repeated<>(
                        t6a.reportingInformation(),
                        confirm,
                        requireNonNull(scef, "an MME without rows confirms nothing"),
                        "key not confirmed yet",
                        new KeyConfirmAnswer.Refused(UNREACHABLE)),
                FIRST_REPEAT_MS,
                answer);
    }

    /// A request that is sent again until it is answered.
    ///
    /// @param failed what is told to the log when it is not
    /// @param unanswered stands for the answer then
    private record Repeated<Q, A>(
            CommandCodec<Q, A> codec,
            Q request,
            CommandCaller.To to,
            String failed,
            A unanswered) {}

    private <Q, A> void send(Repeated<Q, A> repeated, long repeatMs, Consumer<A> answer) {
        var _ =
                caller.call(repeated.codec(), repeated.request(), repeated.to())
                        .thenAccept(called -> {
                            switch (called) {
                                case CallResult.Answered<A>(A answered) -> answer.accept(answered);
                                case CallResult.Failed<A>(String reason) -> {
                                    LOG.log(Level.WARNING, "{0}: {1}", repeated.failed(), reason);
                                    if (repeatMs <= LAST_REPEAT_MS) {
                                        timers.after(
                                                repeatMs,
                                                () -> send(repeated, 2 * repeatMs, _ -> {}));
                                    }
                                    answer.accept(repeated.unanswered());
                                }
                            }
                        });
    }

    private <Q, A> void call(
            CommandCodec<Q, A> codec,
            Q request,
            CommandCaller.To to,
            IntFunction<? extends A> failed,
            Consumer<A> answer) {
        var _ =
                caller.call(codec, request, to)
                        .thenAccept(called -> {
                            switch (called) {
                                case CallResult.Answered<A>(A answered) -> answer.accept(answered);
                                case CallResult.Failed<A>(String reason) -> {
                                    LOG.log(Level.WARNING, "{0}: {1}", to.realm(), reason);
                                    // Not UNABLE_TO_DELIVER: a relay says that of a home network it
                                    // cannot reach, and it would bar the UE from this tracking
                                    // area.
                                    answer.accept(failed.apply(ResultCode.UNABLE_TO_COMPLY));
                                }
                            }
                        });
    }
}
