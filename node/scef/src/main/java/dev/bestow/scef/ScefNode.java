package dev.bestow.scef;

import dev.bestow.core.Ports;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.keyserver.KeyNotifications;
import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.keyserver.KeyServerStore;
import dev.bestow.keyserver.KeySources;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.link.diameter.CallResult;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.S6tCodec;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;
import dev.bestow.wire.t6a.T6aCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A running SCEF: S6t towards the HSS, T6a towards MMEs; its key retrieval serves the northbound interface.
public final class ScefNode implements AutoCloseable {
    private static final Set<Integer> APPLICATIONS = Set.of(ApplicationId.S6T, ApplicationId.T6A);

    private final DiameterNode diameter;
    private final CommandRouter router;
    private final KeyRetrieval keyRetrieval;
    private final ScefT6aHandler mmes;
    private final String realm;
    private final KeyNotifications notifications;
    private final TracedKeyRing traced;

    public ScefNode(
            ScefConfig config,
            DiameterConfig network,
            Ports ports,
            KeyServerStore store,
            @Nullable DiameterTap tap) {
        BestowAvps bestow = new BestowAvps(network.vendorId());
        Origin origin = new Origin(network.originHost(), network.originRealm());
        realm = origin.realm();
        router = new CommandRouter(origin);
        diameter = new DiameterNode(network.announcing(APPLICATIONS), ports, router, tap);
        var caller =
                new CommandCaller(
                        diameter,
                        origin,
                        new SessionIds(origin.host(), ports.clock(), ports.entropy()));
        T6aCodec t6a = new T6aCodec(bestow);
        S6tCodec s6t = new S6tCodec(bestow);
        traced = new TracedKeyRing(store.keys(), ports.clock());
        notifications =
                new KeyNotifications(
                        config.keyServer(),
                        traced,
                        pull -> firstKey(caller, s6t, hsss(config.pullDeadlineMs()), pull),
                        ports.clock(),
                        ports.timers());
        mmes =
                new ScefT6aHandler(
                        config,
                        notifications,
                        request -> ask(config, caller, t6a, request),
                        ports.clock());
        keyRetrieval =
                new KeyRetrieval(
                        config.keyServer(),
                        new KeySources(traced, mmes, store.endpoints()),
                        ports.clock(),
                        ports.monitoring());
        router.on(
                        s6t.reportingInformation(),
                        PeerRole.HSS,
                        (notification, _) -> notifications.onNotification(notification))
                .on(
                        t6a.reportingInformation(),
                        PeerRole.MME,
                        (confirm, from) -> mmes.onKeyConfirm(from.origin().host(), confirm));
    }

    private List<CommandCaller.To> hsss(long deadlineMs) {
        return diameter.peers(PeerRole.HSS).stream()
                .map(host -> new CommandCaller.To(host, realm, deadlineMs))
                .toList();
    }

    /// Serves the endpoints, and believes the MMEs, of this configuration from now on. Kinds and lifetimes of keys are
    /// those it was made with.
    public void reconfigure(ScefConfig changed) {
        mmes.reconfigure(changed);
        keyRetrieval.reconfigure(changed.keyServer());
    }

    private static CallResult<KeyAnswer> ask(
            ScefConfig config, CommandCaller caller, T6aCodec codec, KeyRequest request) {
        var to =
                new CommandCaller.To(
                        request.guti().mmeFqdn(),
                        request.guti().plmn().epcRealm(),
                        config.pullDeadlineMs());
        return caller.call(codec.configurationInformation(), request, to).join();
    }

    /// The vector came from one HSS, and the others do not know it.
    private static @Nullable KeyPullAnswer firstKey(
            CommandCaller caller, S6tCodec codec, List<CommandCaller.To> hsss, KeyPull pull) {
        return switch (caller.callEach(
                codec.configurationInformation(),
                pull,
                hsss,
                KeyPullAnswer.Key.class::isInstance)) {
            case CallResult.Answered<KeyPullAnswer>(KeyPullAnswer answer) -> answer;
            case CallResult.Failed<KeyPullAnswer> _ -> null;
        };
    }

    /// Listens and connects.
    public void start() throws IOException {
        diameter.start();
    }

    /// Its Diameter connections.
    public DiameterNode diameter() {
        return diameter;
    }

    /// Every command it serves, and to whom.
    public List<CommandRouter.Served> served() {
        return router.served();
    }

    /// What happened to the keys of each subscriber here.
    public SubscriberTrace<KeyServerEvent> trace() {
        return traced.trace().subscribers();
    }

    /// What the northbound server asks.
    public KeyRetrieval keyRetrieval() {
        return keyRetrieval;
    }

    /// Says goodbye to peers, lets requests under way end, closes.
    @Override
    public void close() {
        notifications.close();
        diameter.close();
    }
}
