package dev.bestow.keyserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Monitoring;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.PushedKey;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.north.NamedUser;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Who has a key replaced, and who does not: of rows with and without an MME that can, and of strangers.
final class KeyRefreshTest {
    private static final AsId OF_SCEF = AsId.parse("scef.example");
    private static final AsId OF_MMES = AsId.parse("mmes.example");
    private static final AsId OF_EMKS = AsId.parse("emse.example");
    private static final AsId NOT_ALLOWED = AsId.parse("other.example");
    private static final Imsi METER = Imsi.parse("001010000000001");
    private static final ApplicationIdentity METER_7 = ApplicationIdentity.parse("meter-7");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final Rand CONFIRMED = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Rand PENDING = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa6");
    private static final KeyName.ByGuti GUTI =
            new KeyName.ByGuti(new Guti(PLMN, 0x8001, 0x12, 0xc0de0001), new Eksi(3));
    private static final RefreshAnswer ACCEPTED = new RefreshAnswer.Accepted(5);
    private static final RefreshAnswer NOTHING = new RefreshAnswer.NotAvailable();
    private static final long REFRESH_MS = KeyServerConfig.Limits.DEFAULT.refreshMs();

    private final Time time = new Time();
    private final List<KeyName> asked = new ArrayList<>();
    private RefreshAnswer ofMme = ACCEPTED;
    private final InMemoryStore store = new InMemoryStore();
    private KeyRing ring;
    private KeyRetrieval retrieval;

    private static final class Time implements Clock {
        private long nowMs = 1_790_000_000_000L;

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }
    }

    private final class Mmes implements MmeKeys {
        @Override
        public RetrievalAnswer retrieve(AsId caller, KeyName name, KeyRoot root) {
            throw new AssertionError("nobody wants a key");
        }

        @Override
        public RefreshAnswer refresh(AsId caller, KeyName.ByGuti name, KeyRoot root) {
            asked.add(name);
            return ofMme;
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        ring =
                store.keyRing(
                        KeyRingLimits.STANDARD,
                        EpochKeyWrap.open(
                                folder,
                                EpochKeyPlan.STANDARD,
                                new Random(5)::nextBytes,
                                time.nowMs()));
        serve(KeyServerConfig.Limits.DEFAULT);
        push(CONFIRMED, 1);
        push(PENDING, 2);
        ring.prove(
                new Confirmation(
                        METER,
                        CONFIRMED,
                        GUTI.guti(),
                        GUTI.eksi(),
                        GUTI.guti().mmeFqdn(),
                        1,
                        1,
                        time.nowMs()));
    }

    private void serve(KeyServerConfig.Limits limits) {
        var plan =
                new SolutionPlan(
                        SolutionTable.named("12"),
                        Map.of(
                                OF_MMES,
                                SolutionTable.named("11"),
                                OF_EMKS,
                                SolutionTable.named("10")));
        var config =
                new KeyServerConfig(
                        plan,
                        Set.of(OF_SCEF, OF_MMES, OF_EMKS, NOT_ALLOWED),
                        Set.of(),
                        Set.of(KeyKind.KS),
                        KeyIdentifier.RAND,
                        limits);
        retrieval =
                new KeyRetrieval(
                        config,
                        new KeySources(
                                new TracedKeyRing(ring, time), new Mmes(), store.endpoints()),
                        time,
                        Monitoring.NONE);
    }

    private void push(Rand rand, int issue) {
        byte[] octets = new byte[Ks.OCTETS];
        octets[0] = (byte) issue;
        ring.push(
                new PushedKey(
                        METER,
                        "meter@example.net",
                        List.of(METER_7),
                        rand,
                        null,
                        new Ks(Secret.taking(octets)),
                        new KeyOrder(1, (long) issue << KeyOrder.IND_BITS),
                        PLMN,
                        GUTI.guti().mmeFqdn(),
                        true,
                        Instant.ofEpochMilli(time.nowMs() + 86_400_000),
                        time.nowMs(),
                        List.of(OF_SCEF, OF_EMKS),
                        true));
    }

    private RefreshAnswer refresh(AsId caller, KeyName name) {
        return refresh(caller, name, null, null);
    }

    private RefreshAnswer refresh(
            AsId caller, KeyName name, @Nullable KeyRoot root, @Nullable NamedUser user) {
        return retrieval.refresh(caller, new RetrievalRequest(caller, name, root, user));
    }

    private static KeyName named(Rand rand) {
        return new KeyName.ByRand(rand.id());
    }

    @Test
    void theMmeThatConfirmedAKeyIsToldWhateverTheKeyIsCalled() {
        assertThat(refresh(OF_SCEF, named(CONFIRMED))).isEqualTo(ACCEPTED);
        assertThat(asked).containsExactly(GUTI);
        time.nowMs += REFRESH_MS;
        assertThat(refresh(OF_SCEF, GUTI)).isEqualTo(ACCEPTED);
        assertThat(asked).containsExactly(GUTI, GUTI);
    }

    @Test
    void theMmeThatKeepsAKeyIsToldOfItsGuti() {
        assertThat(refresh(OF_MMES, GUTI)).isEqualTo(ACCEPTED);
        assertThat(asked).containsExactly(GUTI);
        assertThat(refresh(OF_MMES, named(CONFIRMED))).isEqualTo(NOTHING);
        assertThat(refresh(OF_MMES, GUTI, null, new NamedUser.ByApplication(METER_7)))
                .isEqualTo(NOTHING);
    }

    /// What is not there, not allowed, not known and not possible reads the same, and no MME hears of it.
    @Test
    void whatCannotBeIsOneAnswer() {
        assertThat(refresh(NOT_ALLOWED, named(CONFIRMED))).as("not allowed").isEqualTo(NOTHING);
        assertThat(refresh(OF_SCEF, named(Rand.parse("0".repeat(32))))).isEqualTo(NOTHING);
        assertThat(refresh(OF_SCEF, named(PENDING))).as("nobody confirmed it").isEqualTo(NOTHING);
        assertThat(refresh(OF_EMKS, named(CONFIRMED))).as("no such MME").isEqualTo(NOTHING);
        assertThat(refresh(OF_SCEF, named(CONFIRMED), KeyRoot.KASME, null)).isEqualTo(NOTHING);
        var other = new NamedUser.ByApplication(ApplicationIdentity.parse("pump-1"));
        assertThat(refresh(OF_SCEF, named(CONFIRMED), null, other)).isEqualTo(NOTHING);
        assertThat(asked).isEmpty();
    }

    @Test
    void aStrangerIsToldThatItIsOne() {
        AsId stranger = AsId.parse("stranger.example");
        assertThat(refresh(stranger, GUTI)).isEqualTo(new RefreshAnswer.NotAuthorised());
        assertThat(asked).isEmpty();
    }

    @Test
    void theSameAgainReachesTheMmeOnceInTenMinutes() {
        refresh(OF_SCEF, named(CONFIRMED));
        assertThat(refresh(OF_SCEF, named(CONFIRMED))).isEqualTo(new RefreshAnswer.TooMany(600));
        time.nowMs += REFRESH_MS - 1;
        assertThat(refresh(OF_SCEF, GUTI)).isEqualTo(new RefreshAnswer.TooMany(1));
        assertThat(asked).hasSize(1);
    }

    /// It may be tried again as soon as the MME says.
    @Test
    void whatTheMmeRefusedIsNotRemembered() {
        for (RefreshAnswer refusal :
                List.of(
                        NOTHING,
                        new RefreshAnswer.TooMany(30),
                        new RefreshAnswer.SourceUnavailable(2))) {
            ofMme = refusal;
            assertThat(refresh(OF_SCEF, named(CONFIRMED))).isEqualTo(refusal);
        }
        ofMme = ACCEPTED;
        assertThat(refresh(OF_SCEF, named(CONFIRMED))).isEqualTo(ACCEPTED);
    }

    @Test
    void refreshesArePaidFromTheRateOfAllRequests() {
        serve(new KeyServerConfig.Limits(1, 2, 86_400_000, 86_400_000, REFRESH_MS));
        for (int i = 0; i < 2; i++) {
            retrieval.retrieve(OF_SCEF, new RetrievalRequest(OF_SCEF, named(PENDING), null));
        }
        assertThat(refresh(OF_SCEF, named(CONFIRMED))).isEqualTo(new RefreshAnswer.TooMany(1));
        assertThat(asked).isEmpty();
    }
}
