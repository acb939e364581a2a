package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.s6a.InsertSubscriberDataAnswer;
import dev.bestow.wire.s6a.InsertSubscriberDataRequest;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// What the home network wants of an MME, and when it wants something else.
class HomePolicyTest {
    private static final AuthenticationPolicy HOURLY = new AuthenticationPolicy(3_600, 0, 0);
    private static final long HOUR_MS = 3_600_000;
    private static final long INTERVAL_MS = MmeConfig.Limits.DEFAULT.reauthenticationMs();

    private final Radio radio = new Radio("11", MmeConfig.Limits.DEFAULT, new Random(4));
    private final Radio.Ue ue = radio.ue(1);

    @AfterEach
    void close() {
        ue.close();
        assertThat(radio.mme.unforeseenFailures()).isZero();
    }

    private static SubscriptionData wanting(AuthenticationPolicy wanted) {
        return wanting(wanted, StartedMme.LIFETIME_SECONDS);
    }

    private static SubscriptionData wanting(AuthenticationPolicy wanted, long lifetimeSeconds) {
        SubscriptionData usual = StartedMme.subscription();
        SecurityPolicy policy = usual.keyPolicy();
        return new SubscriptionData(
                usual.externalIdentifier(),
                usual.msisdn(),
                usual.access(),
                new SecurityPolicy(
                        policy.allowedAs(),
                        lifetimeSeconds,
                        policy.confidentialityAllowed(),
                        wanted));
    }

    private void attach(AuthenticationPolicy wanted) {
        radio.hss.subscription = wanting(wanted);
        ue.attach();
    }

    private boolean isChallenged() {
        radio.mme.reauthenticateDue();
        return ue.heard().stream().anyMatch(AuthenticationRequest.class::isInstance);
    }

    private Guti rekeyed() {
        radio.mme.reauthenticateDue();
        Guti renamed = ue.rekey().guti();
        ue.sendSecured(new GutiReallocationComplete(), SecurityHeaderType.CIPHERED);
        return renamed;
    }

    @Test
    void aKeySetIsReplacedAtItsAge() {
        attach(HOURLY);
        radio.time.pass(HOUR_MS - 1);
        assertThat(isChallenged()).isFalse();
        radio.time.pass(1);
        rekeyed();
        assertThat(isChallenged()).as("the next is young").isFalse();
        radio.time.pass(HOUR_MS);
        assertThat(isChallenged()).isTrue();
    }

    @Test
    void aKeySetIsReplacedOnceSoManyKeysOfItWereGivenOut() {
        attach(new AuthenticationPolicy(0, 2, 0));
        give(Objects.requireNonNull(ue.guti), 0);
        assertThat(isChallenged()).isFalse();
        give(Objects.requireNonNull(ue.guti), 0);
        Guti renamed = rekeyed();
        give(renamed, 1);
        radio.time.pass(INTERVAL_MS);
        assertThat(isChallenged()).as("counted anew").isFalse();
    }

    /// An endpoint keeps what it needs against replays until the expiry that it was told first.
    @Test
    void aLifetimeThatChangesEndsAKeySoonerAndExtendsNoneThatWasGivenOut() {
        attach(AuthenticationPolicy.NONE);
        Guti guti = Objects.requireNonNull(ue.guti);
        insert(wanting(AuthenticationPolicy.NONE, 2 * StartedMme.LIFETIME_SECONDS));
        Instant first = give(guti, 0);
        assertThat(first)
                .as("nobody was told another one before")
                .isEqualTo(radio.time.now().plusSeconds(2 * StartedMme.LIFETIME_SECONDS));
        insert(wanting(AuthenticationPolicy.NONE, 3 * StartedMme.LIFETIME_SECONDS));
        assertThat(give(guti, 0)).isEqualTo(first);
        insert(wanting(AuthenticationPolicy.NONE, 60));
        assertThat(give(guti, 0)).isEqualTo(radio.time.now().plusSeconds(60));
        radio.time.pass(60_000);
        assertThat(asked(guti, 0)).isEqualTo(new KeyAnswer.UnknownName());
    }

    @Test
    void theKeySetBeforeIsNotExtendedEither() {
        attach(AuthenticationPolicy.NONE);
        Guti guti = Objects.requireNonNull(ue.guti);
        Instant first = give(guti, 0);
        radio.mme.reauthenticate(ue.imsi);
        Guti renamed = ue.rekey().guti();
        insert(wanting(AuthenticationPolicy.NONE, 2 * StartedMme.LIFETIME_SECONDS));
        assertThat(give(guti, 0)).isEqualTo(first);
        assertThat(give(renamed, 1)).isAfter(first);
    }

    private KeyAnswer asked(Guti guti, int eksi) {
        return radio.mme.onKeyRequest(
                new KeyRequest(guti, new Eksi(eksi), null, StartedMme.AS, KeyRoot.CK_IK, false));
    }

    private Instant give(Guti guti, int eksi) {
        try (KeyAnswer answer = asked(guti, eksi)) {
            assertThat(answer).isInstanceOf(KeyAnswer.Key.class);
            return ((KeyAnswer.Key) answer).expiry();
        }
    }

    /// Nor sooner by a request, so that neither of the two adds to what the other costs.
    @Test
    void aUeThatDoesNotAnswerIsTriedAgainAfterTheInterval() {
        attach(HOURLY);
        radio.time.pass(HOUR_MS);
        assertThat(isChallenged()).isTrue();
        for (int i = 0; i < 5; i++) {
            radio.time.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        }
        ue.forgetWhatCame();
        assertThat(isChallenged()).isFalse();
        radio.time.pass(INTERVAL_MS);
        assertThat(isChallenged()).isTrue();
    }

    @Test
    void aPolicyThatChangesCountsForTheNextRun() {
        attach(AuthenticationPolicy.NONE);
        radio.time.pass(2 * HOUR_MS);
        assertThat(isChallenged()).isFalse();
        insert(HOURLY);
        assertThat(isChallenged()).as("it is two hours old").isTrue();
        insert(AuthenticationPolicy.NONE);
        ue.heard();
        radio.time.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        ue.rekey();
        radio.time.pass(2 * HOUR_MS);
        assertThat(isChallenged()).as("the run under way went on, and was the last").isFalse();
    }

    private void insert(AuthenticationPolicy wanted) {
        insert(wanting(wanted));
    }

    private void insert(SubscriptionData data) {
        assertThat(radio.mme.onInsertSubscriberData(new InsertSubscriberDataRequest(ue.imsi, data)))
                .isEqualTo(new InsertSubscriberDataAnswer.Success());
    }

    @Test
    void aUeThatIsDetachedIsLeftAlone() {
        attach(HOURLY);
        ue.detach();
        radio.time.pass(HOUR_MS);
        radio.mme.reauthenticateDue();
        assertThat(ue.heard()).isEmpty();
    }

    @Test
    void whatTheHomeNetworkDoesNotFindGoodEnoughIsRefused() {
        radio.hss.subscription =
                wanting(
                        new AuthenticationPolicy(
                                0, 0, NasAlgorithm.mask(List.of(NasAlgorithm.EEA3))));
        ue.request();
        ue.respond();
        ue.forgetWhatCame();
        ue.complete();
        assertThat(ue.heard()).containsExactly(new AttachReject(EmmCause.NO_SUITABLE_CELLS));
        assertThat(radio.mme.attachedLinks()).isZero();
        attach(
                new AuthenticationPolicy(
                        0, 0, NasAlgorithm.mask(List.of(NasAlgorithm.EEA2, NasAlgorithm.EIA2))));
        assertThat(radio.mme.attachedLinks()).isEqualTo(1);
    }
}
