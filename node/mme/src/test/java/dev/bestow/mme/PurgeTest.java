package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyRoot;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.wire.nas.NetworkDetachRequest;
import dev.bestow.wire.nas.NetworkDetachType;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// What a detach leaves, and when the HSS hears that nothing is left.
class PurgeTest {
    private static final long PURGE_MS = MmeConfig.Limits.DEFAULT.purgeMs();

    private final Radio radio = new Radio("11", MmeConfig.Limits.DEFAULT, new Random(6));
    private final Radio.Ue ue = radio.ue(1);

    @AfterEach
    void close() {
        ue.close();
        assertThat(radio.mme.unforeseenFailures()).isZero();
    }

    private boolean hasKey(Guti guti) {
        var request = new KeyRequest(guti, new Eksi(0), null, StartedMme.AS, KeyRoot.CK_IK, false);
        try (KeyAnswer answer = radio.mme.onKeyRequest(request)) {
            return answer instanceof KeyAnswer.Key;
        }
    }

    private Guti attached() {
        ue.attach();
        return Objects.requireNonNull(ue.guti);
    }

    private void sweepIn(long ms) {
        radio.time.pass(ms);
        radio.mme.sweep();
    }

    @Test
    void theKeysOfADetachedUeAnswerForSomeHoursAndThenTheHssIsTold() {
        Guti guti = attached();
        ue.detach();
        sweepIn(PURGE_MS - 1);
        assertThat(hasKey(guti)).isTrue();
        assertThat(radio.hss.purged).isEmpty();
        sweepIn(1);
        assertThat(hasKey(guti)).isFalse();
        sweepIn(1);
        assertThat(radio.hss.purged).containsExactly(ue.imsi);
    }

    @Test
    void aUeThatAttachesAgainIsNotPurged() {
        attached();
        ue.detach();
        radio.time.pass(PURGE_MS - 1);
        ue.attach();
        sweepIn(PURGE_MS);
        assertThat(radio.hss.purged).isEmpty();
        assertThat(radio.mme.attachedLinks()).isEqualTo(1);
    }

    @Test
    void aUeContextThatEndsWithItsLastKeyIsPurgedToo() {
        attached();
        sweepIn(1_000 * StartedMme.LIFETIME_SECONDS);
        assertThat(radio.hss.purged).containsExactly(ue.imsi);
    }

    /// The HSS takes this MME for no serving one.
    @Test
    void aUeThatTheHssDidNotAcceptIsNotPurged() {
        radio.hss.subscribes = false;
        ue.request();
        ue.respond();
        ue.complete();
        sweepIn(1_000 * StartedMme.LIFETIME_SECONDS);
        assertThat(radio.mme.ueContexts()).isZero();
        assertThat(radio.hss.purged).isEmpty();
    }

    /// Nobody knows which of the two the HSS heard last.
    @Test
    void aUeThatAttachesWhileThePurgeIsOnItsWayAttachesOnceMore() {
        attached();
        ue.detach();
        radio.hss.answersLate = true;
        sweepIn(PURGE_MS);
        Radio.Hss.Late purge = radio.hss.takeLate();
        radio.hss.answersLate = false;
        ue.attach();
        purge.answer();
        assertThat(ue.heard())
                .singleElement()
                .isInstanceOfSatisfying(
                        NetworkDetachRequest.class,
                        detach ->
                                assertThat(detach.type())
                                        .isEqualTo(NetworkDetachType.REATTACH_REQUIRED));
        assertThat(radio.mme.ueContexts()).isZero();
    }

    @Test
    void anMTmsiThatTheHssWantsFrozenIsGivenToNobody() {
        Deque<Integer> drawn = new ArrayDeque<>(List.of(0x20, 0x20, 0x40));
        var config =
                new MmeConfig(
                        StartedMme.PLMN,
                        0x8001,
                        0x12,
                        SolutionPlan.NONE,
                        true,
                        0,
                        MmeConfig.Limits.DEFAULT);
        var contexts =
                new UeContexts(config, octets -> ByteBuffer.wrap(octets).putInt(drawn.remove()));
        UeContext one = contexts.of(Imsi.parse("001010000000001"));
        Guti frozen = contexts.allocate(one);
        contexts.forget(frozen, one);
        contexts.freeze(List.of(frozen));
        assertThat(contexts.allocate(one)).isNotEqualTo(frozen);
        assertThat(drawn).isEmpty();
    }
}
