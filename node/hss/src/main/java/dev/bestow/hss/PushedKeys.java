package dev.bestow.hss;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.PlmnId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.Said;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6a.AccessSecurity;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The HSS's side of S6t: the key of each row that pushes one goes out to that row's key server before its vector, and
/// again to the server that says it is missing. That it was used is told to that server where the MME does not.
public final class PushedKeys {
    private static final Logger LOG = System.getLogger(PushedKeys.class.getName());

    /// As many attaches in the subscriber's name are under way as the key server has room for.
    private static final KeyPushAnswer NO_ROOM =
            new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);

    private final HssConfig config;
    private final List<KeyServer> servers;
    private final SubscriberStore subscribers;
    private final SubscriberTrace<HssEvent> trace;
    private final VectorService vectorService;
    private final Clock clock;
    private final LogThrottle refusedPulls;
    private final IssuedRands issued = new IssuedRands();

    /// Where a key of each vector goes.
    private record Delivery(KeyServer to, Solution row) {
        /// Whether the server waits for the MME to confirm a key.
        private boolean confirmed(boolean mmeConfirms) {
            return mmeConfirms && row.confirmedByMme();
        }

        /// What the server translates; one that translates nothing needs to know nothing.
        private List<ApplicationIdentity> identitiesOf(Subscriber subscriber) {
            return to.party() == Party.EMKS
                    ? subscriber.subscription().applicationIdentities()
                    : List.of();
        }
    }

    /// A delivery under way.
    private record Pushing(Delivery delivery, KeyPusher.Answers answers) {}

    /// @param servers the [key servers][HssConfig#keyServers] of the configuration
    PushedKeys(
            HssConfig config,
            List<KeyServer> servers,
            HssStores stores,
            VectorService vectorService,
            Clock clock) {
        this.config = config;
        this.servers = List.copyOf(servers);
        this.subscribers = stores.subscribers();
        this.trace = stores.trace();
        this.vectorService = vectorService;
        this.clock = clock;
        this.refusedPulls = new LogThrottle(clock);
    }

    /// One for each server and kind of key: rows that share both share the key.
    private List<Delivery> deliveries(Subscriber subscriber) {
        Set<Solution> rows = config.rows(subscriber);
        List<Delivery> all = new ArrayList<>();
        for (KeyServer server : servers) {
            Set<KeyKind> kinds = EnumSet.noneOf(KeyKind.class);
            for (Solution row : rows) {
                if (row.pushedTo().contains(server.party()) && kinds.add(row.kind())) {
                    all.add(new Delivery(server, row));
                }
            }
        }
        return all;
    }

    /// Pushes the keys of these vectors, if any row does, which it returns, and waits a short while for the answers.
    /// The MME confirms the Ks it takes into use when it has announced that, and nobody stands between who would not
    /// let confirmations pass.
    boolean push(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        List<Delivery> deliveries = deliveries(subscriber);
        if (deliveries.isEmpty()) {
            return false;
        }
        List<IssuedRands.Issued> vectors = issued(from, request, subscriber, made);
        List<Pushing> underWay = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            List<KeyPush> pushes = new ArrayList<>(made.size());
            for (int i = 0; i < vectors.size(); i++) {
                CkIk ckIk = made.get(i).vector().ckIk();
                pushes.add(push(delivery, subscriber, vectors.get(i), ckIk));
            }
            underWay.add(new Pushing(delivery, delivery.to().pusher().push(pushes)));
        }
        long untilMs = clock.nowMs() + config.pushWaitMs();
        for (Pushing each : underWay) {
            long waitMs = Math.max(0, untilMs - clock.nowMs());
            answered(each.delivery(), subscriber, vectors, each.answers().within(waitMs));
        }
        return true;
    }

    private List<IssuedRands.Issued> issued(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        PlmnId visited = request.visitedPlmn();
        boolean confirms = request.appKeySupported() && from.mayHaveOwnKeys();
        Instant expiry = clock.now().plusSeconds(config.keyLifetimeSeconds());
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
        }
        return vectors;
    }

    private void answered(
            Delivery delivery,
            Subscriber subscriber,
            List<IssuedRands.Issued> vectors,
            List<@Nullable KeyPushAnswer> answers) {
        KeyServer server = delivery.to();
        for (int i = 0; i < answers.size(); i++) {
            KeyPushAnswer answer = answers.get(i);
            server.answered("Key-Push", subscriber.imsi(), answer);
            IssuedRands.Issued vector = vectors.get(i);
            if (answer == null) {
                trace.note(
                        subscriber.imsi(),
                        new HssEvent.KeyPushed(
                                vector.rand().id(),
                                delivery.row().kind(),
                                server.host(),
                                new Said.Late()));
            }
            if (NO_ROOM.equals(answer) && !delivery.confirmed(vector.confirms())) {
                server.refused().refused(subscriber.imsi(), delivery.row().kind(), vector);
            }
        }
    }

    /// An MME has sent an Update Location, so it used one of the vectors that left for it, and the key servers are
    /// told. Of which one the Ks is in use, an MME that confirms says itself. A key that found no room before has it
    /// once it is proven.
    ///
    /// @param accessSecurity what the MME says of its access; it goes on as it came
    void proveLocation(
            Requester from, Subscriber subscriber, @Nullable AccessSecurity accessSecurity) {
        List<Delivery> told =
                deliveries(subscriber).stream()
                        .filter(each -> each.row().locationProvenTo().contains(each.to().party()))
                        .toList();
        if (told.isEmpty()) {
            return;
        }
        String host = from.origin().host();
        IssuedRands.Bound bound =
                issued.located(subscriber.imsi(), host, () -> vectorService.issueBound(subscriber));
        KeyOrder upTo = bound.upTo();
        for (Delivery delivery : told) {
            if (!delivery.confirmed(bound.confirms())) {
                var proof =
                        new KeyLocationProof(
                                subscriber.imsi(),
                                delivery.row().kind(),
                                upTo.epoch(),
                                upTo.issueNumber(),
                                host,
                                accessSecurity);
                prove(delivery, subscriber, proof);
            }
        }
    }

    private void prove(Delivery delivery, Subscriber subscriber, KeyLocationProof proof) {
        KeyServer server = delivery.to();
        var _ =
                server.pusher()
                        .prove(proof)
                        .thenAccept(answer -> {
                            server.answered("Location-Proof", proof.imsi(), answer);
                            if (answer instanceof KeyPushAnswer.Accepted) {
                                pushRefused(delivery, subscriber, proof);
                            }
                        });
    }

    private void pushRefused(Delivery delivery, Subscriber subscriber, KeyLocationProof proof) {
        List<IssuedRands.Issued> missing =
                delivery.to().refused().take(proof.imsi(), proof.kind(), proof.host());
        if (!missing.isEmpty()) {
            Thread.ofVirtual()
                    .name("hss-push")
                    .start(() -> tryAgain(delivery, subscriber, missing));
        }
    }

    private void tryAgain(
            Delivery delivery, Subscriber subscriber, List<IssuedRands.Issued> missing) {
        try {
            pushAgain(delivery, subscriber, missing);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "keys of " + subscriber.imsi() + " were not pushed again", e);
        }
    }

    private void pushAgain(
            Delivery delivery, Subscriber subscriber, List<IssuedRands.Issued> missing) {
        List<KeyPush> pushes =
                missing.stream()
                        .filter(vector -> isLive(vector, subscriber))
                        .map(vector -> derivedAgain(delivery, subscriber, vector))
                        .toList();
        KeyServer server = delivery.to();
        server.pusher()
                .push(pushes)
                .within(config.pushWaitMs())
                .forEach(answer -> server.answered("Key-Push", subscriber.imsi(), answer));
    }

    /// A vector that left before the subscriber was withdrawn, or changed its card, has no key any more.
    private boolean isLive(IssuedRands.Issued vector, Subscriber subscriber) {
        return vector.epoch() == subscriber.epoch() && vector.expiry().isAfter(clock.now());
    }

    private KeyPush derivedAgain(
            Delivery delivery, Subscriber subscriber, IssuedRands.Issued vector) {
        CkIk ckIk = vectorService.ckIk(subscriber, vector.rand());
        try (var _ = ckIk.octets()) {
            return push(delivery, subscriber, vector, ckIk);
        }
    }

    private KeyPush push(
            Delivery delivery, Subscriber subscriber, IssuedRands.Issued vector, CkIk ckIk) {
        SecurityPolicy policy = config.policy(subscriber, vector.visited());
        return new KeyPush(
                subscriber.imsi(),
                subscriber.externalIdentifier(),
                delivery.identitiesOf(subscriber),
                vector.rand(),
                delivery.row().anchorKey(ckIk, vector.rand()),
                vector.epoch(),
                vector.issueNumber(),
                vector.visited(),
                vector.requestingHost(),
                delivery.confirmed(vector.confirms()),
                vector.expiry(),
                policy);
    }

    /// Answered with a key to the key server that it is pushed to.
    public KeyPullAnswer onKeyPull(Requester from, KeyPull pull) {
        KeyPullAnswer answer = pulled(from, pull);
        boolean given = answer instanceof KeyPullAnswer.Key;
        trace.noteIfKnown(
                pull.imsi(),
                new HssEvent.KeyPulled(pull.randId(), pull.kind(), from.origin().host(), given));
        return answer;
    }

    private KeyPullAnswer pulled(Requester from, KeyPull pull) {
        Optional<Subscriber> found = subscribers.find(pull.imsi());
        IssuedRands.Issued vector = issued.find(pull.imsi(), pull.randId());
        if (vector == null || found.isEmpty() || !isLive(vector, found.get())) {
            return new KeyPullAnswer.UnknownKey();
        }
        String host = from.origin().host();
        for (Delivery delivery : deliveries(found.get())) {
            if (delivery.to().host().equals(host) && delivery.row().kind() == pull.kind()) {
                return new KeyPullAnswer.Key(derivedAgain(delivery, found.get(), vector));
            }
        }
        refusedPulls.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "S6t CIR of {0} for a key of {1} refused: no key of its kind is pushed"
                                + " there ({2} since told last)",
                        host,
                        pull.imsi(),
                        Long.toString(times)));
        return new KeyPullAnswer.UnknownKey();
    }
}
