package dev.bestow.mme;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.core.Timers;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/// One start of an MME, of which a test owns time and chance and attaches UEs by their outcome.
final class StartedMme {
    static final AsId AS = AsId.parse("as.example.net");
    static final long GRACE_MS = MmeConfig.Limits.DEFAULT.graceMs();
    static final long LIFETIME_SECONDS = 86_400;

    static final PlmnId PLMN = new PlmnId("001", "01");

    /// Time, and what is to happen in it.
    static final class Time implements Clock, Timers {
        private record Due(long atMs, Runnable action) {}

        private final PriorityQueue<Due> due =
                new PriorityQueue<>((a, b) -> Long.compare(a.atMs(), b.atMs()));
        private long nowMs = 1_790_000_000_000L;

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }

        @Override
        public Timer after(long delayMs, Runnable action) {
            due.add(new Due(nowMs + delayMs, action));
            return () -> {};
        }

        void pass(long ms) {
            nowMs += ms;
            while (!due.isEmpty() && due.peek().atMs() <= nowMs) {
                due.remove().action().run();
            }
        }

        /// What a dead process would have done.
        void drop() {
            due.clear();
        }
    }

    /// What a UE came away with.
    record Attached(Imsi imsi, Guti guti, Eksi eksi, Rand rand, Ks ks) {}

    private static final class Silent implements MmePeers {
        @Override
        public void authenticationInformation(
                AuthenticationInformationRequest request,
                Consumer<AuthenticationInformationAnswer> answer) {}

        @Override
        public void updateLocation(
                UpdateLocationRequest request, Consumer<UpdateLocationAnswer> answer) {}

        @Override
        public void purge(PurgeUeRequest request, Consumer<PurgeUeAnswer> answer) {}

        @Override
        public void tell(NotifyRequest notification) {}

        @Override
        public void confirm(KeyConfirm confirm, Consumer<KeyConfirmAnswer> answer) {}
    }

    private final Time time;
    private final Random random;
    private final MmeCore core;
    private final MmeT6aHandler keys;

    StartedMme(String solution, long restartCount, Time time, Random random) {
        this(solution, restartCount, false, time, random);
    }

    StartedMme(String solution, long restartCount, boolean givesKs, Time time, Random random) {
        this.time = time;
        this.random = random;
        var plan = SolutionPlan.of(SolutionTable.named(solution));
        var config =
                new MmeConfig(
                        PLMN,
                        0x8001,
                        0x12,
                        plan,
                        true,
                        restartCount,
                        givesKs,
                        MmeConfig.Limits.DEFAULT);
        var ueContexts = new UeContexts(config, random::nextBytes);
        core = new MmeCore(config, ueContexts, new Silent(), time, time);
        keys = new MmeT6aHandler(() -> config, ueContexts, time);
    }

    MmeCore core() {
        return core;
    }

    /// The challenge has gone out.
    Eksi challenge(Imsi imsi, Rand rand) {
        return core.ueContexts().of(imsi).startRun(rand.id(), time.nowMs());
    }

    /// A whole attach; null when the MME takes no key into use any more.
    @Nullable Attached attach(Imsi imsi) {
        UeContext ueContext = core.ueContexts().of(imsi);
        Rand rand = Rand.fresh(random::nextBytes);
        Eksi eksi = challenge(imsi, rand);
        Ks ks = new Ks(secret());
        Kasme kasme = new Kasme(secret());
        var context = new EpsSecurityContext(eksi, rand, kasme, ks, time.now());
        UeContexts.Activated accepted = core.activate(ueContext, context);
        if (accepted == null) {
            return null;
        }
        core.subscribe(accepted.ueContext(), subscription());
        boolean derived = core.config().plan().serving(AS).root() == KeyRoot.KASME;
        return new Attached(imsi, accepted.guti(), eksi, rand, derived ? Ks.from(kasme) : ks);
    }

    private Secret secret() {
        byte[] octets = new byte[Ks.OCTETS];
        random.nextBytes(octets);
        return Secret.taking(octets);
    }

    static SubscriptionData subscription() {
        return new SubscriptionData(
                "meter-1@example.net",
                null,
                AccessProfile.standard("iot"),
                new SecurityPolicy(List.of(AS), LIFETIME_SECONDS, true));
    }

    KeyAnswer ask(KeyRequest request) {
        return keys.onKeyRequest(request);
    }

    KeyAnswer ask(Guti guti, @Nullable Eksi eksi, @Nullable RandId randId) {
        KeyRoot root = core.config().plan().serving(AS).root();
        return keys.onKeyRequest(new KeyRequest(guti, eksi, randId, AS, root, false));
    }

    /// Whether the answer is that UE's key.
    static boolean isKeyOf(KeyAnswer answer, Attached ue) {
        return answer instanceof KeyAnswer.Key key
                && key.imsi().equals(ue.imsi())
                && key.rand().equals(ue.rand())
                && key.ksAs().equals(KsAs.from(ue.ks(), AS));
    }

    byte[] save(KeyWrap wrap, SnapshotMoment moment) {
        var out = new ByteArrayOutputStream();
        try {
            new Snapshots(core).save(out, wrap, moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    RestoreOutcome restore(KeyWrap wrap, byte[] snapshot) {
        try {
            return new Snapshots(core).restore(new ByteArrayInputStream(snapshot), wrap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
