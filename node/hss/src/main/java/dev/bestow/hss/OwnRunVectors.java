package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.NewestLast;
import dev.bestow.core.PlmnId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.core.TokenBucket;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.OwnRunEvent;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6a.emks.UtranVector;
import dev.bestow.wire.s6t.KeyTerms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The vectors with which an EMKS runs the AKA itself (TR 33.863 solution 3), where a row of the subscriber has it do
/// so. They start no push: the answer has the terms of the key that the EMKS derives.
///
/// Whoever talks to the EMKS in a subscriber's name causes them, so each subscriber earns one a second, as SEQ does.
/// Nobody can make SEQ run ahead of the clock with them, and a lack of them keeps nobody out of the network.
public final class OwnRunVectors {
    static final int BURST = 8;
    private static final int PER_SECOND = 1;

    /// Whose buckets are kept; one that gives way to another is full again.
    private static final int SUBSCRIBERS = 65_536;

    private static final Logger LOG = System.getLogger(OwnRunVectors.class.getName());

    private final Supplier<HssConfig> config;
    private final SubscriberStore subscribers;
    private final LocationStore locations;
    private final VectorService vectorService;
    private final Clock clock;
    private final SubscriberTrace<HssEvent> trace;
    private final NewestLast<Imsi, TokenBucket> rates = new NewestLast<>(SUBSCRIBERS);
    private final Map<Why, LogThrottle> told = new ConcurrentHashMap<>();

    /// Why there is none.
    private enum Why {
        UNKNOWN("nobody has provisioned it"),
        NOT_SERVED("no solution has this EMKS run an AKA with it; see policy.solution and .emks"),
        NOT_HOME("Visited-PLMN-Id is not its home network, as an EMKS has to say"),
        TOO_MANY("it has had one a second for some time"),
        NOT_GENUINE("its AUTS is not its card's answer to a RAND that was sent"),
        NO_VECTOR("no vector can be made of what is stored");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        UtranAuthenticationInformationAnswer answer() {
            return switch (this) {
                case UNKNOWN -> new UtranAuthenticationInformationAnswer.UserUnknown();
                case NOT_SERVED, NOT_HOME, NOT_GENUINE ->
                        new UtranAuthenticationInformationAnswer.AuthorizationRejected();
                case TOO_MANY, NO_VECTOR ->
                        new UtranAuthenticationInformationAnswer.AuthenticationDataUnavailable();
            };
        }
    }

    /// @param vectorService of an EMKS
    OwnRunVectors(
            Supplier<HssConfig> config,
            HssStores stores,
            VectorService vectorService,
            Clock clock) {
        this.config = config;
        this.subscribers = stores.subscribers();
        this.locations = stores.locations();
        this.vectorService = vectorService;
        this.clock = clock;
        this.trace = stores.trace();
    }

    /// AIR of an EMKS.
    public UtranAuthenticationInformationAnswer onAuthenticationInformation(
            Requester from, UtranAuthenticationInformationRequest request) {
        Optional<Subscriber> found = subscribers.find(request.imsi());
        if (found.isEmpty()) {
            return refused(from, request, Why.UNKNOWN);
        }
        Subscriber subscriber = found.get();
        Optional<Solution> row = row(from, subscriber);
        if (row.isEmpty()) {
            return refused(from, request, Why.NOT_SERVED);
        }
        if (!request.imsi().isOf(request.network())) {
            return refused(from, request, Why.NOT_HOME);
        }
        if (!mayHaveOne(request.imsi())) {
            return refused(from, request, Why.TOO_MANY);
        }
        VectorService.IssuedVector made;
        ResynchronizationInfo resynchronization = request.resynchronization();
        if (resynchronization == null) {
            made = vectorService.next(subscriber);
        } else {
            var outcome = vectorService.resynchronise(subscriber, resynchronization);
            boolean genuine = !(outcome instanceof VectorService.Resynchronised.NotGenuine);
            trace.note(request.imsi(), new HssEvent.Resynchronised(genuine));
            if (!genuine) {
                return refused(from, request, Why.NOT_GENUINE);
            }
            made = outcome.made();
        }
        return made == null
                ? refused(from, request, Why.NO_VECTOR)
                : given(from, request, row.get(), subscriber, made);
    }

    /// The row in which that EMKS runs the AKA.
    private Optional<Solution> row(Requester from, Subscriber subscriber) {
        boolean known = from.origin().host().equals(config.get().keyServers().get(Party.EMKS));
        return config.get().rows(subscriber).stream()
                .filter(row -> known && row.runBy().contains(Party.EMKS))
                .findFirst();
    }

    private synchronized boolean mayHaveOne(Imsi imsi) {
        TokenBucket bucket = rates.get(imsi);
        if (bucket == null) {
            bucket = new TokenBucket(BURST, PER_SECOND, clock);
        }
        rates.put(imsi, bucket);
        return bucket.take();
    }

    private UtranAuthenticationInformationAnswer given(
            Requester from,
            UtranAuthenticationInformationRequest request,
            Solution row,
            Subscriber subscriber,
            VectorService.IssuedVector made) {
        String emks = from.origin().host();
        var vector = made.vector();
        trace.note(request.imsi(), new OwnRunEvent.VectorIssued(vector.rand().id(), emks));
        // What may be ciphered is decided where the subscriber is.
        PlmnId serving =
                locations
                        .serving(request.imsi())
                        .map(ServingMme::visited)
                        .orElse(request.network());
        return new UtranAuthenticationInformationAnswer.Success(
                new UtranVector(
                        vector.rand(), vector.xres(), vector.autn().octets(), vector.ckIk()),
                new KeyTerms(
                        subscriber.imsi(),
                        subscriber.externalIdentifier(),
                        subscriber.subscription().applicationIdentities(),
                        row.kind(),
                        subscriber.epoch(),
                        made.issueNumber(),
                        serving,
                        emks,
                        false,
                        clock.now().plusSeconds(config.get().lifetimeSeconds(subscriber)),
                        config.get().policy(subscriber, serving)));
    }

    private UtranAuthenticationInformationAnswer refused(
            Requester from, UtranAuthenticationInformationRequest request, Why why) {
        String emks = from.origin().host();
        UtranAuthenticationInformationAnswer answer = why.answer();
        var event = new OwnRunEvent.Refused(emks, answer.result(), why.words);
        if (why == Why.UNKNOWN) {
            trace.noteIfKnown(request.imsi(), event);
        } else {
            trace.note(request.imsi(), event);
        }
        told.computeIfAbsent(why, _ -> new LogThrottle(clock))
                .happened(times ->
                        LOG.log(
                                Level.WARNING,
                                "S6a AIR of {0} by {1}, for an AKA run of its own: {2}, {3} ({4}"
                                        + " since told last)",
                                request.imsi(),
                                emks,
                                answer.result(),
                                why.words,
                                Long.toString(times)));
        return answer;
    }
}
