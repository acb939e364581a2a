package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The HSS's side of S6t where a key is pushed: one goes out before its vector, and again to the key server that
/// says it is missing. That it was used is told to that server where the MME does not.
public final class PushedKeys {
    private static final Logger LOG = System.getLogger(PushedKeys.class.getName());

    /// As many attaches in the subscriber's name are under way as the key server has room for.
    private static final KeyPushAnswer NO_ROOM =
            new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);

    // A key server that is away makes one for each attach.
    private final LogThrottle latePushes;
    private final LogThrottle unsupportedPushes;
    private final LogThrottle refusedPushes;
    private final LogThrottle refusedPulls;
    private final HssConfig config;
    private final String scefHost;
    private final SubscriberStore subscribers;
    private final VectorService vectorService;
    private final KeyPusher pusher;
    private final Clock clock;
    private final IssuedRands issued = new IssuedRands();

    /// @param config with an SCEF
    PushedKeys(
            HssConfig config,
            SubscriberStore subscribers,
            VectorService vectorService,
            KeyPusher pusher,
            Clock clock) {
        this.config = config;
        this.scefHost = Objects.requireNonNull(config.scefHost(), "nobody to push to");
        this.subscribers = subscribers;
        this.vectorService = vectorService;
        this.pusher = pusher;
        this.clock = clock;
        this.latePushes = new LogThrottle(clock);
        this.unsupportedPushes = new LogThrottle(clock);
        this.refusedPushes = new LogThrottle(clock);
        this.refusedPulls = new LogThrottle(clock);
    }

    /// Pushes the keys of these vectors, and waits a short while for the answers. The MME confirms the one it takes
    /// into use when it has announced that, and nobody stands between who would not let confirmations pass.
    void push(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        PlmnId visited = request.visitedPlmn();
        boolean confirms = request.appKeySupported() && from.mayHaveOwnKeys();
        SecurityPolicy policy = config.policy(subscriber, visited);
        Instant expiry = clock.now().plusSeconds(policy.keyLifetimeSeconds());
        List<KeyPush> pushes = new ArrayList<>(made.size());
        List<IssuedRands.Issued> vectors = new ArrayList<>(made.size());
        for (VectorService.IssuedVector each : made) {
            var vector =
                    new IssuedRands.Issued(
                            each.vector().rand(),
                            subscriber.epoch(),
                            each.issueNumber(),
                            visited,
                            from.origin().host(),
                            confirms,
                            expiry);
            issued.issued(subscriber.imsi(), vector);
            vectors.add(vector);
            pushes.add(push(subscriber, vector, each.vector().ckIk(), policy));
        }
        var answers = pusher.push(pushes, config.pushWaitMs());
        for (int i = 0; i < answers.size(); i++) {
            KeyPushAnswer answer = answers.get(i);
            report("Key-Push", subscriber.imsi(), answer);
            if (!confirms && NO_ROOM.equals(answer)) {
                issued.refused(subscriber.imsi(), vectors.get(i));
            }
        }
    }

    /// An MME has sent an Update Location, so it used one of the vectors that left for it, and the key server is told.
    /// Which one it was, an MME that confirms says itself. A key that found no room before has it once it is proven.
    void proveLocation(Requester from, Subscriber subscriber) {
        String host = from.origin().host();
        IssuedRands.Bound bound =
                issued.located(subscriber.imsi(), host, () -> vectorService.issueBound(subscriber));
        KeyOrder upTo = bound.upTo();
        if (bound.confirms()) {
            return;
        }
        var proof =
                new KeyLocationProof(
                        subscriber.imsi(), KeyKind.KS, upTo.epoch(), upTo.issueNumber(), host);
        var _ =
                pusher.prove(proof)
                        .thenAccept(answer -> {
                            report("Location-Proof", subscriber.imsi(), answer);
                            if (answer instanceof KeyPushAnswer.Accepted) {
                                pushRefused(subscriber, host);
                            }
                        });
    }

    private void pushRefused(Subscriber subscriber, String host) {
        List<IssuedRands.Issued> missing = issued.takeRefused(subscriber.imsi(), host);
        if (!missing.isEmpty()) {
            Thread.ofVirtual().name("hss-push").start(() -> tryAgain(subscriber, missing));
        }
    }

    private void tryAgain(Subscriber subscriber, List<IssuedRands.Issued> missing) {
        try {
            pushAgain(subscriber, missing);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "keys of " + subscriber.imsi() + " were not pushed again", e);
        }
    }

    private void pushAgain(Subscriber subscriber, List<IssuedRands.Issued> missing) {
        List<KeyPush> pushes =
                missing.stream()
                        .filter(vector -> isLive(vector, subscriber))
                        .map(vector -> derivedAgain(subscriber, vector))
                        .toList();
        pusher.push(pushes, config.pushWaitMs())
                .forEach(answer -> report("Key-Push", subscriber.imsi(), answer));
    }

    /// A vector that left before the subscriber was withdrawn, or changed its card, has no key any more.
    private boolean isLive(IssuedRands.Issued vector, Subscriber subscriber) {
        return vector.epoch() == subscriber.epoch() && vector.expiry().isAfter(clock.now());
    }

    private KeyPush derivedAgain(Subscriber subscriber, IssuedRands.Issued vector) {
        CkIk ckIk = vectorService.ckIk(subscriber, vector.rand());
        try (var _ = ckIk.octets()) {
            return push(subscriber, vector, ckIk, config.policy(subscriber, vector.visited()));
        }
    }

    private static KeyPush push(
            Subscriber subscriber, IssuedRands.Issued vector, CkIk ckIk, SecurityPolicy policy) {
        return new KeyPush(
                subscriber.imsi(),
                subscriber.externalIdentifier(),
                vector.rand(),
                Ks.pushed(ckIk),
                vector.epoch(),
                vector.issueNumber(),
                vector.visited(),
                vector.requestingHost(),
                vector.confirms(),
                vector.expiry(),
                policy);
    }

    /// Served to peers with role SCEF, and answered with a key to the one it was pushed to.
    public KeyPullAnswer onKeyPull(Requester from, KeyPull pull) {
        if (!from.origin().host().equals(scefHost)) {
            tell(
                    refusedPulls,
                    "S6t CIR of %s for a key of %s refused: keys are pushed to %s"
                            .formatted(from.origin().host(), pull.imsi(), scefHost));
            return new KeyPullAnswer.UnknownKey();
        }
        IssuedRands.Issued vector = issued.find(pull.imsi(), pull.randId());
        Optional<Subscriber> found = subscribers.find(pull.imsi());
        return vector == null || found.isEmpty() || !isLive(vector, found.get())
                ? new KeyPullAnswer.UnknownKey()
                : new KeyPullAnswer.Key(derivedAgain(found.get(), vector));
    }

    private void report(String what, Imsi imsi, @Nullable KeyPushAnswer answer) {
        String told = "S6t RIR " + what + " of " + imsi;
        switch (answer) {
            case null -> tell(latePushes, told + " not answered yet by " + scefHost);
            case KeyPushAnswer.Accepted() -> {}
            case KeyPushAnswer.NotSupported() ->
                    tell(
                            unsupportedPushes,
                            scefHost + " does not support " + what + ": no application keys");
            case KeyPushAnswer.Refused(Result result) ->
                    tell(refusedPushes, told + " refused by " + scefHost + ": " + result);
        }
    }

    private static void tell(LogThrottle kind, String text) {
        kind.happened(times ->
                LOG.log(Level.WARNING, "{0} ({1} since told last)", text, Long.toString(times)));
    }
}
