package dev.bestow.network;

import dev.bestow.core.DataFolder;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.NodeEpochKeys;
import dev.bestow.wire.diameter.Origin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A running MME with the file it remembers its UEs in.
public final class RunningMme implements RunningNode {
    private static final long DUE_EVERY_SECONDS = 30;

    private final MmeNodeConfig config;
    private final Started started;
    private final MmeNode node;
    private final MmeMemory memory;
    private final Housekeeping housekeeping;

    private RunningMme(MmeNodeConfig config, Host host, Started started) throws IOException {
        this.config = config;
        this.started = started;
        var clock = host.ports().clock();
        long nowMs = clock.nowMs();
        Path folder = config.dataFolder();
        DataFolder.require("store.path " + folder.toAbsolutePath(), folder, MmeMemory.FILES);
        MmeNodeConfig.Identity identity = config.identity();
        MmeNodeConfig.Policy policy = config.policy();
        String realm = identity.ownRealm();
        String homeRealm = Objects.requireNonNullElse(policy.homeRealm(), realm);
        var around =
                new MmeNode.Neighbours(
                        DiameterSettings.of(
                                config.diameter(),
                                new Origin(identity.host(), realm),
                                config.caps(),
                                OwnCertificate.of(config.tls(), identity.host(), host, started),
                                host),
                        homeRealm,
                        policy.scef(),
                        homeRealm,
                        config.nas().listen().resolve("nas.listen"));
        var behaviour =
                new MmeConfig(
                        identity.plmn(),
                        identity.mmeGroup(),
                        identity.mmeCode(),
                        policy.plan(),
                        !policy.confidentialityForbidden().contains(identity.plmn()),
                        StartCount.next(folder, nowMs),
                        policy.scefDerives(),
                        config.caps()
                                .of(MmeConfig.Limits.DEFAULT)
                                .withReauthenticationMs(
                                        TimeUnit.SECONDS.toMillis(policy.refreshSeconds()))
                                .withPurgeMs(
                                        TimeUnit.SECONDS.toMillis(policy.purgeAfterSeconds())));
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
