package dev.bestow.network;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.emks.EmksNode;
import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keyserver.KeyServerStore;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundCredentials;
import dev.bestow.link.http.ReportOutcome;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.link.http.TokenFile;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HostIdentity;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Where an endpoint has its keys from: a key server that it asks over HTTPS, or its own key ring, into which HSSs push
/// (TR 33.863 solutions 1A, 1B, 1E-A and 1E-B), or which it fills by asking them (1C and 1E-C).
///
/// @param retrieve asks for a key; blocks, and whatever goes wrong is an outcome
/// @param report says that a message verified under a key; likewise
/// @param refresh has a key replaced; likewise
/// @param own the node that has the key ring, or null
/// @param accounting says about whom HSSs are asked, or null
record EndpointKeys(
        Function<RetrievalRequest, RetrievalOutcome> retrieve,
        Function<ReportRequest, ReportOutcome> report,
        Function<RetrievalRequest, RefreshAnswer> refresh,
        @Nullable EmksNode own,
        @Nullable Accounting accounting) {
    private static final long RETRIEVAL_DEADLINE_MS = 5_000;

    static EndpointKeys of(
            EndpointNodeConfig config, TlsIdentity tls, NodeStore store, Host host, Started started)
            throws IOException {
        return config instanceof HseNodeConfig hse && hse.diameter() != null
                ? ofHss(hse, tls, store, host, started)
                : northbound(config, tls, host, started);
    }

    private static EndpointKeys northbound(
            EndpointNodeConfig config, TlsIdentity tls, Host host, Started started) {
        var asked = Objects.requireNonNull(config.http(), "it has no HSSs");
        Clock clock = host.ports().clock();
        Path file = asked.tokenFile();
        TokenFile token = file == null ? null : started.closing(new TokenFile(file, clock));
        var operator =
                started.closing(
                        new NorthboundClient(
                                asked.url(),
                                new NorthboundCredentials(tls.context(), token),
                                clock,
                                RETRIEVAL_DEADLINE_MS,
                                host.taps().http()));
        return new EndpointKeys(
                operator::retrieve, operator::report, operator::refresh, null, null);
    }

    private static EndpointKeys ofHss(
            HseNodeConfig config, TlsIdentity tls, NodeStore store, Host host, Started started)
            throws IOException {
        AsId name = config.name();
        var behaviour =
                new KeyServerConfig(
                        config.plan(),
                        Set.of(name),
                        Set.of(config.row().kind()),
                        KeyServerConfig.Limits.DEFAULT.withKeyLifetimeOf(
                                config.keyLifetimeSeconds()));
        DiameterConfig network = network(config, tls, host);
        var kept = new OwnKeyRing.Kept(behaviour, limits(config));
        var ring = OwnKeyRing.open(config, store, kept, host, started);
        var node =
                started.closing(
                        new EmksNode(
                                behaviour,
                                network,
                                host.ports(),
                                new KeyServerStore(ring, store.endpoints()),
                                host.taps().diameter()));
        node.start();
        KeyRetrieval keys = node.keyRetrieval();
        var section = config.accounting();
        var pulls = new PulledKeys(node, ring, config.row().kind(), host.ports().clock());
        return new EndpointKeys(
                request -> new RetrievalOutcome.Answered(keys.retrieve(name, request)),
                request -> outcome(keys.report(name, request)),
                request -> keys.refresh(name, request),
                node,
                section == null ? null : Accounting.start(section, pulls, host, started));
    }

    /// Diameter of an HSE that has HSSs.
    static DiameterConfig network(HseNodeConfig config, TlsIdentity tls, Host host) {
        HostIdentity identity = config.diameterIdentity();
        return DiameterSettings.of(
                Objects.requireNonNull(config.diameter(), "it has HSSs"),
                new Origin(identity.host(), identity.realm()),
                config.caps(),
                tls,
                host);
    }

    /// A key that was asked for waits for its handshake as long as it lives: no HSS proves it, and a device may be
    /// silent for hours.
    private static KeyRingLimits limits(HseNodeConfig config) {
        return config.accounting() == null
                ? KeyRingLimits.STANDARD
                : KeyRingLimits.STANDARD.withPendingMs(
                        TimeUnit.SECONDS.toMillis(config.keyLifetimeSeconds()));
    }

    /// `ring`, after whatever brings what it lacks.
    AsKeySource before(AsKeySource ring) {
        return accounting == null ? ring : accounting.before(ring);
    }

    private static ReportOutcome outcome(ReportAnswer answer) {
        return switch (answer) {
            case ReportAnswer.Taken() -> new ReportOutcome.Taken();
            case ReportAnswer.NotAvailable() -> new ReportOutcome.Refused("no such key");
            case ReportAnswer.NotAuthorised() -> new ReportOutcome.Refused("not served");
            case ReportAnswer.TooMany(int retryAfterSeconds) ->
                    new ReportOutcome.Failed("too often", retryAfterSeconds);
        };
    }
}
