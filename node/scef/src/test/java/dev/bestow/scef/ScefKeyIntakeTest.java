package dev.bestow.scef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KeyProfile;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.north.KeyRetrieval;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class ScefKeyIntakeTest {
    private static final PlmnId PLMN = new PlmnId("001", "01");
    private static final AsId AS = AsId.parse("as.example");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Guti GUTI = new Guti(PLMN, 0x8001, 1, 100);
    private static final String MME = GUTI.mmeFqdn();
    private static final long DAY_MS = 86_400_000;

    private final Random chance = new Random(5);
    private final Time time = new Time();
    private final InMemoryStore store = new InMemoryStore();
    private final List<Rand> missing = new ArrayList<>();
    private EpochKeyWrap wrap;
    private Scef scef;

    private record Scef(ScefKeyIntake intake, ScefKeyDesk desk) {}

    @BeforeEach
    void start(@TempDir Path folder) {
        wrap = epochKeys(folder);
        scef = scef(ScefConfig.Limits.DEFAULT);
    }

    private EpochKeyWrap epochKeys(Path folder) {
        return EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, chance::nextBytes, time.nowMs());
    }

    private Scef scef(ScefConfig.Limits limits) {
        ScefConfig config =
                new ScefConfig(
                        KeyProfile.named("12"),
                        List.of(new ScefConfig.MmePool(PLMN, 0x8001, 0x8001)),
                        Map.of(AS, KeyRoot.CK_IK_PUSHED),
                        limits);
        KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
        var desk =
                new ScefKeyDesk(
                        config,
                        ring,
                        _ -> {
                            throw new AssertionError("no MME is asked");
                        },
                        time);
        return new Scef(
                new ScefKeyIntake(config, ring, (_, rand) -> missing.add(rand), time), desk);
    }

    private static Rand rand(int id) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[15] = (byte) id;
        return new Rand(Octets.copyOf(octets));
    }

    private KeyPush push(int id, long epoch, long lifeMs) {
        byte[] ks = new byte[Ks.OCTETS];
        ks[0] = (byte) id;
        return new KeyPush(
                IMSI,
                "meter@example.net",
                rand(id),
                new Ks(Secret.taking(ks)),
                epoch,
                (long) id << 5,
                PLMN,
                MME,
                Instant.ofEpochMilli(time.nowMs() + lifeMs),
                new SecurityPolicy(List.of(AS), 86_400, true));
    }

    private static KeyConfirm confirm(int id, long serial) {
        return new KeyConfirm(IMSI, rand(id), GUTI, new Eksi(id % 7), 1, serial);
    }

    private RetrievalAnswer retrieve(int id) {
        return scef.desk()
                .retrieve(AS, new KeyRetrieval(AS, new KeyName.ByRand(rand(id).id()), null));
    }

    @Test
    void aPushBelowTheEpochFloorIsNotCalledAccepted() {
        assertThat(scef.intake().onKeyPush(push(1, 2, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(scef.intake().onKeyPush(push(2, 1, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.UNABLE_TO_COMPLY));
    }

    @Test
    void aPushThatFindsNoRoomIsRefusedAndItsConfirmationAsksForTheKey() {
        for (int id = 1; id <= KeyRingLimits.STANDARD.pendingPerMme(); id++) {
            assertThat(scef.intake().onKeyPush(push(id, 1, DAY_MS)))
                    .isEqualTo(new KeyPushAnswer.Accepted());
        }
        assertThat(scef.intake().onKeyPush(push(100, 1, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.RESOURCES_EXCEEDED));
        assertThat(missing).isEmpty();
        assertThat(scef.intake().onKeyConfirm(MME, confirm(100, 1)))
                .isEqualTo(new KeyConfirmAnswer.Accepted());
        assertThat(missing).containsExactly(rand(100));
        assertThat(scef.intake().onKeyPush(push(100, 1, DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(retrieve(100)).isInstanceOf(RetrievalAnswer.Keys.class);
        assertThat(scef.intake().onKeyConfirm(MME, confirm(1, 2)))
                .isEqualTo(new KeyConfirmAnswer.Accepted());
        assertThat(missing).hasSize(1);
    }

    @Test
    void aKeyThatLivesLongerThanWhatWrapsItIsRefused() {
        long longest = ScefConfig.Limits.DEFAULT.longestKeyLifeMs();
        assertThat(scef.intake().onKeyPush(push(1, 1, longest)))
                .isEqualTo(new KeyPushAnswer.Accepted());
        assertThat(scef.intake().onKeyPush(push(2, 1, longest + DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Refused(ResultCode.INVALID_AVP_VALUE));
        scef = scef(ScefConfig.Limits.DEFAULT.withKeyLifetimeOf(56 * 86_400));
        assertThat(scef.intake().onKeyPush(push(2, 1, 56 * DAY_MS)))
                .isEqualTo(new KeyPushAnswer.Accepted());
    }

    @Test
    void aKeyWhoseEpochKeyIsGoneIsNotAvailable(@TempDir Path another) {
        scef.intake().onKeyPush(push(1, 1, DAY_MS));
        scef.intake().onKeyConfirm(MME, confirm(1, 1));
        assertThat(retrieve(1)).isInstanceOf(RetrievalAnswer.Keys.class);
        wrap = epochKeys(another);
        scef = scef(ScefConfig.Limits.DEFAULT);
        assertThat(retrieve(1)).isEqualTo(new RetrievalAnswer.NotAvailable());
    }

    @Test
    void aConfirmationThatIsOutdatedIsNotCalledAccepted() {
        for (int id = 10; id < 10 + KeyRingLimits.STANDARD.pendingPerMme(); id++) {
            scef.intake().onKeyConfirm(MME, confirm(id, id));
        }
        assertThat(scef.intake().onKeyConfirm(MME, confirm(9, 9)))
                .isEqualTo(new KeyConfirmAnswer.UnknownKey());
    }

    @Test
    void whatARefusedPushBroughtIsWiped() {
        KeyPush push = push(1, 1, 30 * DAY_MS);
        scef.intake().onKeyPush(push);
        assertThatThrownBy(() -> push.ks().octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    private static final class Time implements Clock {
        @Override
        public long nowMs() {
            return 1_790_000_000_000L;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
