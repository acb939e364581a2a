package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.PlmnId;
import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.solution.Moment;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The HSS's side of S6t: the key of each row that pushes one goes out to that row's key server before its vector, or
/// at the PDN connection after it, and again to the server that says it is missing. That it was used is told to that
/// server where the MME does not. The key of a row that has it pulled leaves for the server that asks, and for no
/// other.
public final class PushedKeys {
    private static final Logger LOG = System.getLogger(PushedKeys.class.getName());

    private final Supplier<HssConfig> config;
    private final Deliveries deliveries;
    private final SubscriberStore subscribers;
    private final LocationStore locations;
    private final SubscriberTrace<HssEvent> trace;
    private final VectorService vectorService;
    private final Clock clock;
    private final LogThrottle refusedPulls;
    private final IssuedRands issued = new IssuedRands();
    private final VectorsSinceConnection sinceConnection = new VectorsSinceConnection();

    /// A PDN connection.
    ///
    /// @param command the short name of the message that told of it
    /// @param accessSecurity what it says of the MME's access, or null
    record Connection(String command, String apn, @Nullable AccessSecurity accessSecurity) {}

    /// @param servers the [key servers][HssConfig#keyServers] of the configuration
    PushedKeys(
            Supplier<HssConfig> config,
            List<KeyServer> servers,
            HssStores stores,
            VectorService vectorService,
            Clock clock) {
        this.config = config;
        this.deliveries = new Deliveries(config, servers, stores.trace(), vectorService, clock);
        this.subscribers = stores.subscribers();
        this.locations = stores.locations();
        this.trace = stores.trace();
        this.vectorService = vectorService;
        this.clock = clock;
        this.refusedPulls = new LogThrottle(clock);
    }

    /// Pushes the keys of these vectors, if any row does so now, waits a short while for the answers, and returns
    /// whether any key server has or may have them. The MME confirms the Ks it takes into use when it has announced
    /// that, and nobody stands between who would not let confirmations pass.
    boolean push(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        Set<Solution> rows = config.get().rows(subscriber);
        List<Delivery> now = deliveries.of(rows, Moment.VECTOR);
        boolean later = !deliveries.of(rows, Moment.CONNECTION).isEmpty();
        boolean asked = !deliveries.of(rows, Solution::pulledBy).isEmpty();
        if (now.isEmpty() && !later && !asked) {
            return false;
        }
        List<IssuedRands.Issued> vectors = issued(from, request, subscriber, made);
        if (later) {
            vectors.forEach(each -> sinceConnection.issued(subscriber.imsi(), each));
        }
        List<CkIk> keys = made.stream().map(each -> each.vector().ckIk()).toList();
        deliveries.push(now, subscriber, vectors, keys);
        return asked || !now.isEmpty();
    }

    /// Whether keys of the subscriber wait for a PDN connection.
    boolean isPushedAtConnection(Subscriber subscriber) {
        return !atConnection(subscriber).isEmpty();
    }

    private List<Delivery> atConnection(Subscriber subscriber) {
        return deliveries.of(config.get().rows(subscriber), Moment.CONNECTION);
    }

    /// The MME that serves the subscriber tells of a PDN connection, so it used one of the vectors that left for it
    /// since the one before: where a row has it so, the keys of all of them are derived again and pushed, and then they
    /// are proven. Told once more it does the same once more, which changes nothing at the key server.
    ///
    /// @param told the message that said so, and the APN
    void connected(Requester from, Subscriber subscriber, Connection told) {
        List<Delivery> now = atConnection(subscriber);
        if (now.isEmpty() || !config.get().connections().countTo(told.apn())) {
            return;
        }
        String host = from.origin().host();
        List<IssuedRands.Issued> vectors =
                sinceConnection.connected(subscriber.imsi(), host).stream()
                        .filter(vector -> deliveries.isLive(vector, subscriber))
                        .toList();
        trace.note(
                subscriber.imsi(),
                new HssEvent.Connected(told.command(), host, told.apn(), vectors.size()));
        if (!vectors.isEmpty()) {
            deliveries.pushAgain(now, subscriber, vectors);
            prove(now, Moment.CONNECTION, host, subscriber, told.accessSecurity());
        }
    }

    private List<IssuedRands.Issued> issued(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        PlmnId visited = request.visitedPlmn();
        boolean confirms = request.appKeySupported() && from.mayHaveOwnKeys();
        Instant expiry = clock.now().plusSeconds(config.get().lifetimeSeconds(subscriber));
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

    /// An MME has sent an Update Location, so it used one of the vectors that left for it, and the key servers are
    /// told. Of which one the Ks is in use, an MME that confirms says itself. A key that found no room before has it
    /// once it is proven.
    ///
    /// @param accessSecurity what the MME says of its access; it goes on as it came
    void proveLocation(
            Requester from, Subscriber subscriber, @Nullable AccessSecurity accessSecurity) {
        prove(
                deliveries.of(config.get().rows(subscriber), Moment.VECTOR),
                Moment.LOCATION,
                from.origin().host(),
                subscriber,
                accessSecurity);
    }

    private void prove(
            List<Delivery> all,
            Moment moment,
            String host,
            Subscriber subscriber,
            @Nullable AccessSecurity accessSecurity) {
        List<Delivery> told =
                all.stream()
                        .filter(each -> each.row().provenTo(moment).contains(each.to().party()))
                        .toList();
        if (told.isEmpty()) {
            return;
        }
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
                        .filter(vector -> deliveries.isLive(vector, subscriber))
                        .map(vector -> deliveries.derivedAgain(delivery, subscriber, vector))
                        .toList();
        KeyServer server = delivery.to();
        server.pusher()
                .push(pushes)
                .within(config.get().pushWaitMs())
                .forEach(answer -> server.answered("Key-Push", subscriber.imsi(), answer));
    }

    /// Answered with a key to the key server that has it with a row.
    public KeyPullAnswer onKeyPull(Requester from, KeyPull pull) {
        KeyPullAnswer answer = pulled(from, pull);
        KeyPush given = answer.pushed();
        trace.noteIfKnown(
                pull.imsi(),
                new HssEvent.KeyPulled(
                        given == null ? pull.randId() : given.rand().id(),
                        pull.kind(),
                        from.origin().host(),
                        given != null));
        return answer;
    }

    private IssuedRands.@Nullable Issued vector(KeyPull pull) {
        RandId randId = pull.randId();
        if (randId != null) {
            return issued.find(pull.imsi(), randId);
        }
        return locations
                .serving(pull.imsi())
                .map(mme -> issued.last(pull.imsi(), mme.host()))
                .orElse(null);
    }

    private KeyPullAnswer pulled(Requester from, KeyPull pull) {
        Optional<Subscriber> found = subscribers.find(pull.imsi());
        IssuedRands.Issued vector = vector(pull);
        if (vector == null || found.isEmpty() || !deliveries.isLive(vector, found.get())) {
            return new KeyPullAnswer.UnknownKey();
        }
        String host = from.origin().host();
        for (Delivery delivery : deliveries.of(config.get().rows(found.get()), Solution::heldBy)) {
            if (delivery.to().host().equals(host) && delivery.row().kind() == pull.kind()) {
                return new KeyPullAnswer.Key(
                        deliveries.derivedAgain(delivery, found.get(), vector));
            }
        }
        refusedPulls.happened(times ->
                LOG.log(
                        Level.WARNING,
                        "S6t CIR of {0} for a key of {1} refused: no solution gives it one of that"
                                + " kind ({2} since told last)",
                        host,
                        pull.imsi(),
                        Long.toString(times)));
        return new KeyPullAnswer.UnknownKey();
    }
}
