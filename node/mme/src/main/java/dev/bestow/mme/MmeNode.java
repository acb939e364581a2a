package dev.bestow.mme;

import dev.bestow.core.Ports;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.nas.NasLinkLimits;
import dev.bestow.link.nas.NasServerLink;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.s6a.ResetAnswer;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.t6a.T6aCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A running MME: S6a and, with a row to run, T6a over its Diameter connections, UEs over the NAS link.
public final class MmeNode implements AutoCloseable {
    private static final Set<Integer> OF_ANY_MME = Set.of(ApplicationId.S6A);
    private static final Set<Integer> WITH_KEYS = Set.of(ApplicationId.S6A, ApplicationId.T6A);

    private final DiameterNode diameter;
    private final CommandRouter router;
    private final Mme mme;
    private final NasServerLink link;

    /// Around an MME.
    ///
    /// @param hssRealm the home realm; whichever HSS serves it answers
    /// @param scefHost Diameter identity of the SCEF; null for an MME without rows, which has none
    /// @param nas where UEs reach it
    public record Neighbours(
            DiameterConfig network,
            String hssRealm,
            @Nullable String scefHost,
            String scefRealm,
            InetSocketAddress nas) {}

    /// Who looks on.
    public record Taps(@Nullable DiameterTap diameter, NasTap nas) {}

    public MmeNode(MmeConfig config, Neighbours around, Ports ports, Taps taps) throws IOException {
        BestowAvps bestow = new BestowAvps(around.network().vendorId());
        S6aCodec s6a = new S6aCodec(bestow);
        T6aCodec t6a = new T6aCodec(bestow);
        Origin origin = new Origin(around.network().originHost(), around.network().originRealm());
        router = new CommandRouter(origin);
        Set<Integer> applications = config.plan().isEmpty() ? OF_ANY_MME : WITH_KEYS;
        diameter =
                new DiameterNode(
                        around.network().announcing(applications), ports, router, taps.diameter());
        var caller =
                new CommandCaller(
                        diameter,
                        origin,
                        new SessionIds(origin.host(), ports.clock(), ports.entropy()));
        var peers =
                new DiameterPeers(
                        caller,
                        ports.timers(),
                        s6a,
                        t6a,
                        new DiameterPeers.Addresses(
                                around.hssRealm(), around.scefHost(), around.scefRealm()));
        link = NasServerLink.bind(around.nas(), NasLinkLimits.DEFAULT);
        mme =
                new Mme(
                        config,
                        new Mme.Ports(
                                peers,
                                link::send,
                                taps.nas(),
                                ports.clock(),
                                ports.timers(),
                                ports.entropy()),
                        ports.monitoring());
        MmeMetrics.tell(ports.monitoring(), mme, link);
        if (!config.plan().isEmpty()) {
            router.on(
                    t6a.configurationInformation(),
                    PeerRole.SCEF,
                    (request, _) -> mme.onKeyRequest(request));
        }
        router.on(s6a.cancelLocation(), PeerRole.HSS, (request, _) -> mme.onCancelLocation(request))
                .on(
                        s6a.insertSubscriberData(),
                        PeerRole.HSS,
                        (request, _) -> mme.onInsertSubscriberData(request))
                // Nothing is to be marked: a UE is heard when it attaches, and that asks the HSS
                // anew.
                .on(s6a.reset(), PeerRole.HSS, (_, _) -> new ResetAnswer.Success());
    }

    /// Listens and connects.
    public void start() throws IOException {
        diameter.start();
        link.start(mme::onPdu);
    }

    /// The MME behind the sockets.
    public Mme mme() {
        return mme;
    }

    /// Where it listens for Diameter in clear, once started.
    public InetSocketAddress listenAddress() {
        return diameter.listenAddress();
    }

    /// Where UEs reach it, once started.
    public InetSocketAddress nasAddress() {
        return link.localAddress();
    }

    /// Its Diameter connections.
    public DiameterNode diameter() {
        return diameter;
    }

    /// Every command it serves, and to whom.
    public List<CommandRouter.Served> served() {
        return router.served();
    }

    /// Completes when the connection to `host` is open.
    public CompletableFuture<Void> connected(String host) {
        return diameter.connected(host);
    }

    /// Says goodbye to peers and closes; UEs attach again elsewhere or later.
    @Override
    public void close() {
        link.close();
        diameter.close();
    }
}
