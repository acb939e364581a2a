package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.Solution;
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
    /// Security Mode takes one round trip over the radio; a device asking again sooner only costs
    /// battery.
    private static final int RETRY_AFTER_SECONDS = 2;

    private final Supplier<MmeConfig> config;
    private final UeContexts ueContexts;
    private final Clock clock;

    MmeT6aHandler(Supplier<MmeConfig> config, UeContexts ueContexts, Clock clock) {
        this.config = config;
        this.ueContexts = ueContexts;
        this.clock = clock;
    }

    /// Never hands out a key whose Security Mode has not completed, and never one of another root
    /// than was asked for.
    KeyAnswer onKeyRequest(KeyRequest request) {
        UeContext ueContext = ueContexts.find(request.guti());
        if (ueContext == null) {
            return new KeyAnswer.UnknownName();
        }
        Solution row = config.get().plan().serving(request.asId());
        if (!row.keptByMme() || request.root() != row.root()) {
            return new KeyAnswer.RootMismatch(row.root());
        }
        SubscriptionData subscription = ueContext.subscription();
        if (subscription == null) {
            return new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
        }
        if (!subscription.keyPolicy().allowedAs().contains(request.asId())) {
            return new KeyAnswer.NotAuthorised();
        }
        return ueContext.select(
                request.eksi(),
                request.randId(),
                clock.nowMs(),
                selected ->
                        switch (selected) {
                            case UeContext.Selected.Live(KeySet keySet) ->
                                    answer(request, ueContext, subscription, keySet);
                            case UeContext.Selected.Graced(KeySet keySet) ->
                                    answer(request, ueContext, subscription, keySet);
                            case UeContext.Selected.Pending() ->
                                    new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
                            case UeContext.Selected.None() -> new KeyAnswer.UnknownName();
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
