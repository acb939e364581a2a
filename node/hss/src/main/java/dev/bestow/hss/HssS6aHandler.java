package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.WhyNoKey;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The HSS's side of S6a: vectors with their keys, and subscriptions (TS 29.272 clauses 5.2.3 and
/// 5.2.1). Where the keys go are columns of the rows that serve a subscriber. Blocks for as long as a push may take;
/// each request has its own virtual thread.
public final class HssS6aHandler {
    private static final Logger LOG = System.getLogger(HssS6aHandler.class.getName());

    private final Supplier<HssConfig> config;
    private final SubscriberStore subscribers;
    private final LocationStore locations;
    private final Runnable moved;
    private final VectorService vectorService;
    private final PushedKeys pushed;
    private final Clock clock;
    private final SubscriberTrace<HssEvent> trace;
    private final S6aRefusals refusals;

    /// Where vectors come from, and where the key of each goes.
    record Issue(VectorService vectorService, PushedKeys pushed) {}

    /// @param moved told when another MME has to be
    HssS6aHandler(
            Supplier<HssConfig> config,
            HssStores stores,
            Issue issue,
            Clock clock,
            Runnable moved) {
        this.config = config;
        this.subscribers = stores.subscribers();
        this.locations = stores.locations();
        this.moved = moved;
        this.vectorService = issue.vectorService();
        this.pushed = issue.pushed();
        this.clock = clock;
        this.trace = stores.trace();
        this.refusals = new S6aRefusals(clock, line -> LOG.log(Level.WARNING, line), trace);
    }

    /// AIR. The push of a key precedes the answer, which waits for it a short while and goes anyway:
    /// a key server that is down costs a key, not the network access.
    public AuthenticationInformationAnswer onAuthenticationInformation(
            Requester from, AuthenticationInformationRequest request) {
        AuthenticationInformationAnswer answer = vectors(from, request);
        refusals.answered("AIR", from, request.imsi(), request.visitedPlmn(), answer.result());
        return answer;
    }

    private AuthenticationInformationAnswer vectors(
            Requester from, AuthenticationInformationRequest request) {
        if (!config.get().maySpeakFor(from.origin().realm(), request.visitedPlmn())) {
            return new AuthenticationInformationAnswer.RoamingNotAllowed();
        }
        Optional<Subscriber> found = subscribers.find(request.imsi());
        if (found.isEmpty()) {
            return new AuthenticationInformationAnswer.UserUnknown();
        }
        Subscriber subscriber = found.get();
        trace.note(
                request.imsi(),
                new HssEvent.VectorsRequested(
                        from.origin().host(),
                        request.requestedVectors(),
                        request.appKeySupported()));
        if (config.get().access(subscriber).isEmpty()) {
            return new AuthenticationInformationAnswer.UnknownEpsSubscription();
        }
        List<VectorService.IssuedVector> made = new ArrayList<>();
        ResynchronizationInfo resynchronization = request.resynchronization();
        if (resynchronization != null) {
            VectorService.Resynchronised outcome =
                    vectorService.resynchronise(subscriber, resynchronization);
            boolean genuine = !(outcome instanceof VectorService.Resynchronised.NotGenuine);
            trace.note(request.imsi(), new HssEvent.Resynchronised(genuine));
            switch (outcome) {
                case VectorService.Resynchronised.Next(VectorService.IssuedVector first) ->
                        made.add(first);
                case VectorService.Resynchronised.NotGenuine() -> {
                    return new AuthenticationInformationAnswer.AuthorizationRejected();
                }
                case VectorService.Resynchronised.NoVector() -> {
                    return new AuthenticationInformationAnswer.AuthenticationDataUnavailable();
                }
            }
        }
        int wanted = Math.min(request.requestedVectors(), config.get().maxVectors());
        while (made.size() < wanted) {
            VectorService.IssuedVector next = vectorService.next(subscriber);
            if (next == null) {
                break;
            }
            made.add(next);
        }
        return made.isEmpty()
                ? new AuthenticationInformationAnswer.AuthenticationDataUnavailable()
                : new AuthenticationInformationAnswer.Success(
                        deliver(from, request, subscriber, made));
    }

    private List<EutranVector> deliver(
            Requester from,
            AuthenticationInformationRequest request,
            Subscriber subscriber,
            List<VectorService.IssuedVector> made) {
        for (VectorService.IssuedVector each : made) {
            trace.note(request.imsi(), new HssEvent.VectorIssued(each.vector().rand().id()));
        }
        boolean push = pushed.push(from, request, subscriber, made);
        boolean inVector =
                config.get().rows(subscriber).stream().anyMatch(Solution::inVector)
                        && request.appKeySupported()
                        && from.mayHaveOwnKeys()
                        && config.get().mayHaveKs(request.visitedPlmn());
        String mme = from.origin().host();
        if (inVector) {
            trace.note(request.imsi(), new HssEvent.KeyInVector(mme));
        } else if (!push) {
            trace.note(request.imsi(), new HssEvent.NoKey(mme, whyNoKey(subscriber)));
        }
        List<EutranVector> vectors = new ArrayList<>(made.size());
        for (VectorService.IssuedVector each : made) {
            var vector = each.vector().bound(request.visitedPlmn());
            @Nullable Ks ks = inVector ? Ks.from(vector.ckIk()) : null;
            // CK||IK ends here: nothing after this line can derive from it.
            vector.ckIk().octets().close();
            vectors.add(
                    new EutranVector(
                            vectors.size() + 1,
                            vector.rand(),
                            vector.xres(),
                            vector.autn().octets(),
                            vector.kasme(),
                            ks));
        }
        return vectors;
    }

    private WhyNoKey whyNoKey(Subscriber subscriber) {
        if (config.get().rows(subscriber).isEmpty()) {
            return WhyNoKey.NO_SOLUTION;
        }
        return pushed.isPushedAtConnection(subscriber)
                ? WhyNoKey.AT_PDN_CONNECTION
                : WhyNoKey.NOT_TO_THIS_MME;
    }

    /// ULR. One of an SGSN, on S6d, is refused for its radio: there is no subscription here but to EPS.
    public UpdateLocationAnswer onUpdateLocation(Requester from, UpdateLocationRequest request) {
        UpdateLocationAnswer answer = located(from, request);
        refusals.answered("ULR", from, request.imsi(), request.visitedPlmn(), answer.result());
        return answer;
    }

    private UpdateLocationAnswer located(Requester from, UpdateLocationRequest request) {
        if (!config.get().maySpeakFor(from.origin().realm(), request.visitedPlmn())) {
            return new UpdateLocationAnswer.RoamingNotAllowed();
        }
        Optional<Subscriber> subscriber = subscribers.find(request.imsi());
        if (subscriber.isEmpty()) {
            return new UpdateLocationAnswer.UserUnknown();
        }
        Optional<AccessProfile> access = config.get().access(subscriber.get());
        if (access.isEmpty()) {
            return new UpdateLocationAnswer.UnknownEpsSubscription();
        }
        if (!request.flags().ofMme() || !allows(access.get(), request.ratType())) {
            return new UpdateLocationAnswer.RatNotAllowed();
        }
        // Another vendor's MME refuses an answer with an AVP that it does not know.
        boolean keyPolicy =
                request.appKeySupported()
                        && from.mayHaveOwnKeys()
                        && config.get().mayHaveKeyPolicy(request.imsi(), request.visitedPlmn());
        serve(from, request, keyPolicy);
        trace.note(
                request.imsi(),
                new HssEvent.Located(
                        from.origin().host(), request.visitedPlmn(), request.accessSecurity()));
        pushed.proveLocation(from, subscriber.get(), request.accessSecurity());
        if (config.get().connections().toldBy() == PdnConnections.ToldBy.ulr
                && request.flags().initialAttach()) {
            String apn = access.get().defaultAccessPoint().name();
            pushed.connected(
                    from,
                    subscriber.get(),
                    new PushedKeys.Connection("ULR", apn, request.accessSecurity()));
        }
        if (request.flags().skipSubscriberData()) {
            return new UpdateLocationAnswer.SuccessWithoutData();
        }
        return new UpdateLocationAnswer.Success(
                config.get()
                        .subscription(
                                subscriber.get(), access.get(), request.visitedPlmn(), keyPolicy));
    }

    static boolean allows(AccessProfile access, RatType radio) {
        return radio.isNbIot()
                ? !access.restrictions().forbidsNbIot()
                : radio.isWidebandEutran() && !access.restrictions().forbidsEutran();
    }

    /// The MME is the serving one from here on; the one before is told so.
    private void serve(Requester from, UpdateLocationRequest request, boolean keyPolicy) {
        var mme =
                new ServingMme(
                        from.origin().host(),
                        from.origin().realm(),
                        request.visitedPlmn(),
                        false,
                        keyPolicy,
                        request.imei());
        if (locations.serve(request.imsi(), mme, clock.nowMs())) {
            moved.run();
        }
    }

    /// NOR. Counts from the serving MME only (TS 29.272 clause 5.2.5.1.3); with an APN it tells of a PDN connection.
    public NotifyAnswer onNotify(Requester from, NotifyRequest request) {
        Optional<Subscriber> subscriber = subscribers.find(request.imsi());
        if (subscriber.isEmpty()) {
            return new NotifyAnswer.UserUnknown();
        }
        boolean serves =
                locations
                        .serving(request.imsi())
                        .filter(mme -> mme.host().equals(from.origin().host()) && !mme.purged())
                        .isPresent();
        if (!serves) {
            return new NotifyAnswer.UnknownServingNode();
        }
        String apn = request.apn();
        if (apn != null) {
            pushed.connected(
                    from,
                    subscriber.get(),
                    new PushedKeys.Connection("NOR", apn, request.accessSecurity()));
        }
        return new NotifyAnswer.Success();
    }

    /// PUR. Counts from the serving MME only: another one keeps nothing that matters here (TS 29.272 clause
    /// 5.2.1.3.3).
    public PurgeUeAnswer onPurgeUe(Requester from, PurgeUeRequest request) {
        if (subscribers.find(request.imsi()).isEmpty()) {
            return new PurgeUeAnswer.UserUnknown();
        }
        boolean serving = locations.purge(request.imsi(), from.origin().host());
        trace.note(request.imsi(), new HssEvent.Purged(from.origin().host(), serving));
        return new PurgeUeAnswer.Success(serving);
    }
}
