package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RegistrationAnswer;
import dev.bestow.wire.north.ReportAnswer;
import dev.bestow.wire.north.ReportRequest;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationAnswer;
import dev.bestow.wire.north.RevocationRequest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Endpoints that come, go and get another row while the key server runs, also while an MME is asked for them.
final class ReconfigurationTest {
    private static final AsId METERS = AsId.parse("meters.example");
    private static final AsId PUMPS = AsId.parse("pumps.example");
    private static final SolutionPlan ELEVEN = SolutionPlan.of(SolutionTable.named("11"));
    private static final KeyName.ByGuti GUTI =
            new KeyName.ByGuti(new Guti(PlmnId.parse("001/01"), 0x8001, 1, 7), new Eksi(0));
    private static final Rand RAND = new Rand(Octets.copyOf(new byte[Rand.OCTETS]));
    private static final long NOW_MS = 1_790_000_000_000L;

    private final InMemoryStore store = new InMemoryStore();
    private final KsAs leaf = new KsAs(Secret.taking(new byte[32]));
    private Runnable meanwhile = () -> {};
    private KeyRetrieval keys;

    @BeforeEach
    void start(@TempDir Path folder) {
        var clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return NOW_MS;
                    }

                    @Override
                    public long nowNs() {
                        return 0;
                    }
                };
        var wrap =
                EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, new Random(5)::nextBytes, NOW_MS);
        var ring = new TracedKeyRing(store.keyRing(KeyRingLimits.STANDARD, wrap), clock);
        keys =
                new KeyRetrieval(
                        config(ELEVEN, METERS),
                        new KeySources(ring, (_, _, _) -> atMme(), store.endpoints()),
                        clock,
                        Monitoring.NONE);
    }

    private static KeyServerConfig config(SolutionPlan plan, AsId... servers) {
        return new KeyServerConfig(
                plan, Set.of(servers), Set.of(KeyKind.values()), KeyServerConfig.Limits.DEFAULT);
    }

    private RetrievalAnswer atMme() {
        meanwhile.run();
        return new RetrievalAnswer.Keys(
                List.of(
                        new RetrievedKey(
                                leaf,
                                RAND,
                                GUTI,
                                KeyRoot.CK_IK,
                                Instant.ofEpochMilli(NOW_MS + 60_000),
                                "meter@example.net",
                                true)));
    }

    private RetrievalAnswer retrieve(AsId caller) {
        return keys.retrieve(caller, new RetrievalRequest(caller, GUTI, null));
    }

    @Test
    void anEndpointThatIsAddedIsServedAndOneThatIsRemovedGetsNothing() {
        assertThat(retrieve(PUMPS)).isInstanceOf(RetrievalAnswer.NotAuthorised.class);
        keys.reconfigure(config(ELEVEN, METERS, PUMPS));
        assertThat(retrieve(PUMPS)).isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.Keys.class);
        keys.reconfigure(config(ELEVEN, METERS));
        assertThat(retrieve(PUMPS)).isInstanceOf(RetrievalAnswer.NotAuthorised.class);
        assertThat(keys.report(PUMPS, new ReportRequest(PUMPS, RAND)))
                .isInstanceOf(ReportAnswer.NotAuthorised.class);
        assertThat(keys.refresh(PUMPS, new RetrievalRequest(PUMPS, GUTI, null)))
                .isInstanceOf(RefreshAnswer.NotAuthorised.class);
        assertThat(keys.register(PUMPS)).isInstanceOf(RegistrationAnswer.NotAuthorised.class);
        assertThat(keys.revoke(PUMPS, new RevocationRequest(PUMPS, RAND, null)))
                .isInstanceOf(RevocationAnswer.NotAuthorised.class);
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @Test
    void whatAnMmeBringsForAnEndpointThatWasRemovedMeanwhileIsWiped() {
        meanwhile = () -> keys.reconfigure(config(ELEVEN, PUMPS));
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.NotAuthorised.class);
        assertThatThrownBy(() -> leaf.octets().copy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsBroughtForAnotherRowThanServesByNowIsToBeAskedForAgain() {
        var twelve =
                new SolutionPlan(
                        SolutionTable.named("11"), Map.of(METERS, SolutionTable.named("12")));
        meanwhile = () -> keys.reconfigure(config(twelve, METERS));
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.NotYet.class);
        assertThatThrownBy(() -> leaf.octets().copy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEndpointThatMayTranslateNoMoreIsToldNothingOfBefore() {
        keys.reconfigure(translating(METERS));
        meanwhile = () -> keys.reconfigure(config(ELEVEN, METERS));
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.NotYet.class);
    }

    private static KeyServerConfig translating(AsId... endpoints) {
        return new KeyServerConfig(
                ELEVEN,
                Set.of(endpoints),
                Set.of(endpoints),
                Set.of(KeyKind.values()),
                KeyIdentifier.RAND,
                KeyServerConfig.Limits.DEFAULT);
    }

    @Test
    void whatChangesForOthersChangesNothingForWhoWaits() {
        meanwhile = () -> keys.reconfigure(config(ELEVEN, METERS, PUMPS));
        assertThat(retrieve(METERS)).isInstanceOf(RetrievalAnswer.Keys.class);
        leaf.octets().copy().close();
    }
}
