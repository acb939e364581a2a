package dev.bestow.network;

import dev.bestow.core.DataFolder;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.network.config.Differences;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.NodeEpochKeys;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A running MME with the file it remembers its UEs in.
public final class RunningMme implements RunningNode {
    private static final long DUE_EVERY_SECONDS = 30;

    private static final Set<String> TAKEN =
            Set.of(
                    RunningKeyServer.PEERS,
                    "policy.solution",
                    "policy.solutions",
                    "policy.refreshSeconds",
                    "policy.scefDerives");

    private final Host host;
    private final Started started;
    private final @Nullable TlsIdentity tls;
    private final long starts;
    private volatile MmeNodeConfig config;
    private final MmeNode node;
    private final MmeMemory memory;
    private final Housekeeping housekeeping;

    private RunningMme(MmeNodeConfig config, Host host, Started started) throws IOException {
        this.config = config;
        this.host = host;
        this.started = started;
        var clock = host.ports().clock();
        long nowMs = clock.nowMs();
        Path folder = config.dataFolder();
        DataFolder.require("store.path " + folder.toAbsolutePath(), folder, MmeMemory.FILES);
        tls = OwnCertificate.of(config.tls(), config.identity().host(), host, started);
        String homeRealm =
                Objects.requireNonNullElse(
                        config.policy().homeRealm(), config.identity().ownRealm());
        var around =
                new MmeNode.Neighbours(
                        network(config, tls, host),
                        homeRealm,
                        config.policy().scef(),
                        homeRealm,
                        config.nas().listen().resolve("nas.listen"));
        starts = StartCount.next(folder, nowMs);
        var behaviour = behaviour(config, starts);
        var epochKeys = started.closing(NodeEpochKeys.open(config, EpochKeyPlan.STANDARD, nowMs));
        epochKeys.believeClock(nowMs, host.confirmsClock());
        var wrap = epochKeys.wrap();
        var taps = new MmeNode.Taps(host.taps().diameter(), host.taps().nas());
        node = new MmeNode(behaviour, around, host.ports(), taps);
        memory = started.closing(new MmeMemory(node, folder, wrap, clock));
        memory.restore();
        housekeeping = started.closing(new Housekeeping(clock));
        housekeeping.byTheClock("turn of epoch keys", () -> wrap.rotate(clock.nowMs()));
        housekeeping.byTheClock("sweep of UE contexts", node.mme()::sweep);
        housekeeping.regularly(
                "authentications that are due", DUE_EVERY_SECONDS, node.mme()::reauthenticateDue);
        node.start();
    }

    static RunningMme start(MmeNodeConfig config, Host host, Started started) throws IOException {
        return new RunningMme(config, host, started);
    }

    private static DiameterConfig network(
            MmeNodeConfig config, @Nullable TlsIdentity tls, Host host) {
        return DiameterSettings.of(
                config.diameter(),
                new Origin(config.identity().host(), config.identity().ownRealm()),
                config.caps(),
                tls,
                host);
    }

    private static MmeConfig behaviour(MmeNodeConfig config, long starts) {
        MmeNodeConfig.Identity identity = config.identity();
        MmeNodeConfig.Policy policy = config.policy();
        return new MmeConfig(
                identity.plmn(),
                identity.mmeGroup(),
                identity.mmeCode(),
                policy.plan(),
                !policy.confidentialityForbidden().contains(identity.plmn()),
                starts,
                policy.scefDerives(),
                config.caps()
                        .of(MmeConfig.Limits.DEFAULT)
                        .withReauthenticationMs(TimeUnit.SECONDS.toMillis(policy.refreshSeconds()))
                        .withPurgeMs(TimeUnit.SECONDS.toMillis(policy.purgeAfterSeconds())));
    }

    @Override
    public Set<String> takes() {
        return TAKEN;
    }

    @Override
    public NodeChange change(NodeConfig next) {
        var wanted = (MmeNodeConfig) next;
        MmeNodeConfig now = config;
        if (wanted.policy().plan().isEmpty() != now.policy().plan().isEmpty()) {
            throw new InvalidValue(
                    "policy.solution",
                    "makes this an MME with solutions, or one without, which needs a restart");
        }
        MmeConfig after = behaviour(wanted, starts);
        List<DiameterConfig.Peer> peers = network(wanted, tls, host).peers();
        var lines = new ChangeLines(Differences.between(now, wanted));
        lines.say(
                Set.of(RunningKeyServer.PEERS),
                PeerChanges.lines(now.diameter(), wanted.diameter()));
        return new NodeChange(
                lines.all(),
                () -> {
                    node.mme().reconfigure(after);
                    node.diameter().replacePeers(peers);
                    config = wanted;
                });
    }

    /// Takes a snapshot that often, if anything has changed. It takes one anyway when it is closed.
    public void snapshotEvery(int seconds) {
        housekeeping.regularly("snapshot", seconds, memory::save);
    }

    @Override
    public MmeNodeConfig config() {
        return config;
    }

    public MmeNode node() {
        return node;
    }

    @Override
    public String summary() {
        return config.identity().host() + ", NAS on port " + node.nasAddress().getPort();
    }

    @Override
    public void close() {
        started.close();
    }
}
