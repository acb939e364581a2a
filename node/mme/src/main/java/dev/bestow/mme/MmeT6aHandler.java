package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.time.Instant;
import java.util.Objects;

/// Answers the SCEF's Key-Requests from the key sets in use (seed 000 steps 15 and 16).
///
/// Deviation: seed 000 names "Mobile Data Request" and "Mobile Data Answer", which T6a does not have;
/// the request travels in a Configuration-Information-Request.
final class MmeT6aHandler {
    /// Security Mode takes one round trip over the radio; a device asking again sooner only costs
    /// battery.
    private static final int RETRY_AFTER_SECONDS = 2;

    private final MmeConfig config;
    private final Registrations registrations;
    private final Clock clock;

    MmeT6aHandler(MmeConfig config, Registrations registrations, Clock clock) {
        this.config = config;
        this.registrations = registrations;
        this.clock = clock;
    }

    /// Never hands out a key whose Security Mode has not completed, and never one of another root
    /// than was asked for.
    KeyAnswer onKeyRequest(KeyRequest request) {
        Registration registration = registrations.find(request.guti());
        if (registration == null) {
            return new KeyAnswer.UnknownName();
        }
        if (!config.profile().pulledFromMme() || request.root() != config.profile().root()) {
            return new KeyAnswer.RootMismatch(config.profile().root());
        }
        SubscriptionData subscription = registration.subscription();
        if (subscription == null) {
            return new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
        }
        if (!subscription.policy().allowedAs().contains(request.asId())) {
            return new KeyAnswer.NotAuthorised();
        }
        return registration.select(
                request.eksi(),
                request.randId(),
                clock.nowMs(),
                selected ->
                        switch (selected) {
                            case Registration.Selected.Live(Generation generation) ->
                                    answer(request, registration, subscription, generation);
                            case Registration.Selected.Pending() ->
                                    new KeyAnswer.NotYet(RETRY_AFTER_SECONDS);
                            case Registration.Selected.None() -> new KeyAnswer.UnknownName();
                        });
    }

    private KeyAnswer answer(
            KeyRequest request,
            Registration registration,
            SubscriptionData subscription,
            Generation generation) {
        Instant expiry = generation.expiresAt(subscription.policy());
        if (!clock.now().isBefore(expiry)) {
            return new KeyAnswer.UnknownName();
        }
        Ks ks = generation.ks();
        if (ks == null) {
            return new KeyAnswer.NotSupported();
        }
        return new KeyAnswer.Key(
                registration.imsi(),
                subscription.externalIdentifier(),
                Objects.requireNonNullElse(registration.guti(), request.guti()),
                generation.eksi(),
                generation.rand(),
                KsAs.from(ks, request.asId()),
                request.root(),
                expiry,
                subscription.policy().confidentialityAllowed());
    }
}
