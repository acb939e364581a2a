package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.Said;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Moment;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Subscriber;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Derives keys and hands them to key servers, each where a row of the subscriber has it go.
final class Deliveries {
    /// As many attaches in the subscriber's name are under way as the key server has room for.
    private static final KeyPushAnswer NO_ROOM =
            new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED);

    private final Supplier<HssConfig> config;
    private final List<KeyServer> servers;
    private final SubscriberTrace<HssEvent> trace;
    private final VectorService vectorService;
    private final Clock clock;

    /// A delivery under way.
    private record Pushing(Delivery delivery, KeyPusher.Answers answers) {}

    /// @param servers the [key servers][HssConfig#keyServers] of the configuration
    Deliveries(
            Supplier<HssConfig> config,
            List<KeyServer> servers,
            SubscriberTrace<HssEvent> trace,
            VectorService vectorService,
            Clock clock) {
        this.config = config;
        this.servers = List.copyOf(servers);
        this.trace = trace;
        this.vectorService = vectorService;
        this.clock = clock;
    }

    /// Where keys go at that moment, one for each server and kind of key: rows that share both share the key.
    List<Delivery> of(Set<Solution> rows, Moment moment) {
        return of(rows, row -> row.pushedTo(moment));
    }

    /// Where keys go, or who may ask for them.
    ///
    /// @param rows those of the subscriber
    /// @param servedBy who has the key with a row
    List<Delivery> of(Set<Solution> rows, Function<Solution, Set<Party>> servedBy) {
        List<Delivery> all = new ArrayList<>();
        for (KeyServer server : servers) {
            Set<KeyKind> kinds = EnumSet.noneOf(KeyKind.class);
            for (Solution row : rows) {
                if (servedBy.apply(row).contains(server.party()) && kinds.add(row.kind())) {
                    all.add(new Delivery(server, row));
                }
            }
        }
        return all;
    }

    /// Pushes the key of each vector, and waits a short while for the answers.
    ///
    /// @param keys of the vectors, in their order
    void push(
            List<Delivery> deliveries,
            Subscriber subscriber,
            List<IssuedRands.Issued> vectors,
            List<CkIk> keys) {
        await(send(deliveries, subscriber, vectors, keys), subscriber, vectors);
    }

    /// As [#push], of vectors that left already.
    void pushAgain(
            List<Delivery> deliveries, Subscriber subscriber, List<IssuedRands.Issued> vectors) {
        await(sendAgain(deliveries, subscriber, vectors), subscriber, vectors);
    }

    private List<Pushing> send(
            List<Delivery> deliveries,
            Subscriber subscriber,
            List<IssuedRands.Issued> vectors,
            List<CkIk> keys) {
        List<Pushing> underWay = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            List<KeyPush> pushes = new ArrayList<>(vectors.size());
            for (int i = 0; i < vectors.size(); i++) {
                pushes.add(push(delivery, subscriber, vectors.get(i), keys.get(i)));
            }
            underWay.add(new Pushing(delivery, delivery.to().pusher().push(pushes)));
        }
        return underWay;
    }

    private List<Pushing> sendAgain(
            List<Delivery> deliveries, Subscriber subscriber, List<IssuedRands.Issued> vectors) {
        List<CkIk> keys =
                vectors.stream()
                        .map(vector -> vectorService.ckIk(subscriber, vector.rand()))
                        .toList();
        try {
            return send(deliveries, subscriber, vectors, keys);
        } finally {
            keys.forEach(each -> each.octets().close());
        }
    }

    private void await(
            List<Pushing> underWay, Subscriber subscriber, List<IssuedRands.Issued> vectors) {
        long untilMs = clock.nowMs() + config.get().pushWaitMs();
        for (Pushing each : underWay) {
            long waitMs = Math.max(0, untilMs - clock.nowMs());
            answered(each.delivery(), subscriber, vectors, each.answers().within(waitMs));
        }
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

    /// A vector that left before the subscriber was withdrawn, or changed its card, has no key any more.
    boolean isLive(IssuedRands.Issued vector, Subscriber subscriber) {
        return vector.epoch() == subscriber.epoch() && vector.expiry().isAfter(clock.now());
    }

    /// The push of a vector that left already; CK and IK follow from its RAND.
    KeyPush derivedAgain(Delivery delivery, Subscriber subscriber, IssuedRands.Issued vector) {
        CkIk ckIk = vectorService.ckIk(subscriber, vector.rand());
        try (var _ = ckIk.octets()) {
            return push(delivery, subscriber, vector, ckIk);
        }
    }

    private KeyPush push(
            Delivery delivery, Subscriber subscriber, IssuedRands.Issued vector, CkIk ckIk) {
        return delivery.push(
                subscriber, vector, ckIk, config.get().policy(subscriber, vector.visited()));
    }
}
