package dev.bestow.emks;

import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.emks.run.OwnRuns;
import dev.bestow.keys.solution.Party;
import dev.bestow.keyserver.KeyNotifications;
import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keyserver.KeyServerStore;
import dev.bestow.keyserver.KeySources;
import dev.bestow.keyserver.MmeKeys;
import dev.bestow.keyserver.OwnRunKeys;
import dev.bestow.keyserver.PullOutcome;
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
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformation;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A running EMKS (TR 33.863 solutions 2, 3 and 10), or the key ring of an HSE (solution 1): S6t towards HSSs, and S6a
/// where it makes AKA runs of its own; its key retrieval serves the northbound interface. No MME knows of it.
public final class EmksNode implements AutoCloseable {
    /// How long an HSS may take to answer: shorter than an endpoint waits.
    private static final long PULL_DEADLINE_MS = 2_000;

    private final DiameterNode diameter;
    private final CommandRouter router;
    private final CommandCaller caller;
    private final String realm;
    private final UtranAuthenticationInformation vectors;
    private final Ports ports;
    private final TracedKeyRing traced;
    private final KeyRetrieval keyRetrieval;
    private final KeyNotifications notifications;
    private final SubscriberTrace<KeyServerEvent> trace;

    public EmksNode(
            KeyServerConfig config,
            DiameterConfig network,
            Ports ports,
            KeyServerStore store,
            @Nullable DiameterTap tap) {
        this.ports = ports;
        var origin = new Origin(network.originHost(), network.originRealm());
        router = new CommandRouter(origin);
        diameter = new DiameterNode(network.announcing(applications(config)), ports, router, tap);
        traced = new TracedKeyRing(store.keys(), ports.clock());
        trace = traced.trace().subscribers();
        var bestow = new BestowAvps(network.vendorId());
        var s6t = new S6tCodec(bestow);
        vectors = new UtranAuthenticationInformation(bestow);
        caller =
                new CommandCaller(
                        diameter,
                        origin,
                        new SessionIds(origin.host(), ports.clock(), ports.entropy()));
        realm = origin.realm();
        notifications =
                new KeyNotifications(
                        config,
                        traced,
                        pull -> firstKey(caller, s6t, hsss(), pull),
                        ports.clock(),
                        ports.timers());
        keyRetrieval =
                new KeyRetrieval(
                        config,
                        new KeySources(traced, MmeKeys.NONE, store.endpoints()),
                        ports.clock(),
                        ports.monitoring());
        router.on(
                s6t.reportingInformation(),
                PeerRole.HSS,
                (notification, _) -> notifications.onNotification(notification));
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

    private List<CommandCaller.To> hsss() {
        return diameter.peers(PeerRole.HSS).stream()
                .map(host -> new CommandCaller.To(host, realm, PULL_DEADLINE_MS))
                .toList();
    }

    /// Serves the endpoints of this configuration from now on. Kinds, names and lifetimes of keys are those it was made
    /// with.
    public void reconfigure(KeyServerConfig changed) {
        keyRetrieval.reconfigure(changed);
    }

    private static Set<Integer> applications(KeyServerConfig config) {
        boolean ownRuns =
                config.plan().all().stream().anyMatch(row -> row.runBy().contains(Party.EMKS));
        return ownRuns ? Set.of(ApplicationId.S6T, ApplicationId.S6A) : Set.of(ApplicationId.S6T);
    }

    /// AKA runs with devices of that network, whose keys it keeps.
    public OwnRuns ownRuns(PlmnId network) {
        var agreed = new OwnRunKeys(notifications, traced, ports.clock());
        return new OwnRuns(network, this::vector, agreed::keep, ports);
    }

    /// Of the first HSS that answers. Blocks.
    private @Nullable UtranAuthenticationInformationAnswer vector(
            UtranAuthenticationInformationRequest request) {
        return switch (caller.callEach(vectors, request, hsss(), _ -> true)) {
            case CallResult.Answered<UtranAuthenticationInformationAnswer>(var answer) -> answer;
            case CallResult.Failed<UtranAuthenticationInformationAnswer> _ -> null;
        };
    }

    /// Asks the HSSs for a key that none pushes, and keeps it. Blocks.
    public PullOutcome pull(KeyPull pull) {
        return notifications.pull(pull);
    }

    /// What the northbound server asks.
    public KeyRetrieval keyRetrieval() {
        return keyRetrieval;
    }

    /// What happened to the keys of each subscriber.
    public SubscriberTrace<KeyServerEvent> trace() {
        return trace;
    }

    /// Says goodbye to peers, lets requests under way end, closes.
    @Override
    public void close() {
        notifications.close();
        diameter.close();
    }
}
