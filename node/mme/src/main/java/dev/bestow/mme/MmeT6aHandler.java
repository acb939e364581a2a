package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.keys.Ks;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/// Answers the SCEF's Key-Requests from the key sets in use (TR 33.863 solution 11 steps 15 and 16).
///
/// Deviation: TR 33.863 names "Mobile Data Request" and "Mobile Data Answer", which T6a does not have;
/// the request travels in a Configuration-Information-Request.
final class MmeT6aHandler {
    private final Supplier<MmeConfig> config;
    private final UeContexts ueContexts;
    private final KeyRequestScreening screening;
    private final Clock clock;

    MmeT6aHandler(Supplier<MmeConfig> config, UeContexts ueContexts, Clock clock) {
        this.config = config;
        this.ueContexts = ueContexts;
        this.screening = new KeyRequestScreening(config, ueContexts);
        this.clock = clock;
    }

    /// Never hands out a key whose Security Mode has not completed, and never one of another root
    /// than was asked for.
    KeyAnswer onKeyRequest(KeyRequest request) {
        return screening.answer(
                request,
                row -> row.keptByMme() ? null : new KeyAnswer.RootMismatch(row.root()),
                admitted -> named(request, admitted.ueContext(), admitted.subscription()));
    }

    private KeyAnswer named(
            KeyRequest request, UeContext ueContext, SubscriptionData subscription) {
        return ueContext.select(
                request.eksi(),
                request.randId(),
                clock.nowMs(),
                selected ->
                        switch (selected) {
                            case SelectedKeySet.Live(KeySet keySet) ->
                                    answer(request, ueContext, subscription, keySet);
                            case SelectedKeySet.Graced(KeySet keySet) ->
                                    answer(request, ueContext, subscription, keySet);
                            case SelectedKeySet.Pending() ->
                                    new KeyAnswer.NotYet(KeyRequestScreening.RETRY_AFTER_SECONDS);
                            case SelectedKeySet.None() -> new KeyAnswer.UnknownName();
                        });
    }

    private KeyAnswer answer(
            KeyRequest request, UeContext ueContext, SubscriptionData subscription, KeySet keySet) {
        Instant expiry = keySet.expiresAt(subscription.keyPolicy());
        if (!clock.now().isBefore(expiry)) {
            return new KeyAnswer.UnknownName();
        }
        Ks ks = keySet.ks(request.root());
        if (ks == null) {
            return new KeyAnswer.NotSupported();
        }
        var key =
                new KeyAnswer.MasterKey(
                        ueContext.imsi(),
                        subscription.externalIdentifier(),
                        Objects.requireNonNullElse(ueContext.guti(), request.guti()),
                        keySet.eksi(),
                        keySet.rand(),
                        ks.copy(),
                        request.root(),
                        expiry,
                        subscription.keyPolicy().confidentialityAllowed());
        if (ueContext.keyGiven(keySet, subscription.keyPolicy())) {
            ueContexts.changed();
        }
        boolean givesKs = config.get().givesKs() && ueContext.imsi().isOf(config.get().plmn());
        return givesKs && request.wantsKs() ? key : key.of(request.asId());
    }
}
