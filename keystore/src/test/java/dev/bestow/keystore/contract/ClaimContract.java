package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.keystore.NodeStore;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

public interface ClaimContract {
    NodeStore store();

    NodeStore reopened();

    private ClaimStore claims() {
        return store().claims(ClaimLimits.STANDARD);
    }

    private static ClaimOutcome repeat(Octets response) {
        return new ClaimOutcome.Repeat(Optional.of(response));
    }

    @Test
    default void admitsAClaimOnce() {
        Claim claim = Facts.claim(1, 1, 1);
        assertThat(claims().claim(claim, Facts.T0)).isEqualTo(new ClaimOutcome.Admitted());
        assertThat(claims().claim(claim, Facts.T0))
                .isEqualTo(new ClaimOutcome.Repeat(Optional.empty()));
    }

    @Test
    default void aRepetitionGetsTheStoredResponseForItsTimeAndIsAReplayAfterwards() {
        Claim claim = Facts.claim(1, 1, 1);
        Octets response = Facts.octets(40, 9);
        claims().claim(claim, Facts.T0);
        claims().storeResponse(claim.keyName(), claim.randAs(), response);
        assertThat(claims().claim(claim, Facts.T0 + 246_999)).isEqualTo(repeat(response));
        assertThat(claims().claim(claim, Facts.T0 + 247_000))
                .isEqualTo(new ClaimOutcome.Replayed());
    }

    @Test
    default void aRandAsUnderAnotherRequestIsAReplay() {
        claims().claim(Facts.claim(1, 1, 1), Facts.T0);
        assertThat(claims().claim(Facts.claim(1, 1, 2), Facts.T0))
                .isEqualTo(new ClaimOutcome.Replayed());
    }

    @Test
    default void theSameRandAsUnderAnotherKeyIsAnotherClaim() {
        claims().claim(Facts.claim(1, 1, 1), Facts.T0);
        assertThat(claims().claim(Facts.claim(2, 1, 1), Facts.T0))
                .isEqualTo(new ClaimOutcome.Admitted());
    }

    @Test
    default void namesThatDifferInLengthOnlyAreDifferentKeys() {
        Octets a = Facts.octets(16, 0);
        Claim one = new Claim(a.slice(0, 8), a.slice(0, 9), Facts.octets(32, 1), Facts.T0 + 1_000);
        Claim two = new Claim(a.slice(0, 9), a.slice(0, 8), Facts.octets(32, 1), Facts.T0 + 1_000);
        assertThat(claims().claim(one, Facts.T0)).isEqualTo(new ClaimOutcome.Admitted());
        assertThat(claims().claim(two, Facts.T0)).isEqualTo(new ClaimOutcome.Admitted());
    }

    @Test
    default void marksAndResponsesSurviveARestart() {
        Claim answered = Facts.claim(1, 1, 1);
        Claim open = Facts.claim(1, 2, 2);
        claims().claim(answered, Facts.T0);
        claims().claim(open, Facts.T0);
        claims().storeResponse(answered.keyName(), answered.randAs(), Facts.octets(40, 9));
        ClaimStore after = reopened().claims(ClaimLimits.STANDARD);
        assertThat(after.claim(answered, Facts.T0)).isEqualTo(repeat(Facts.octets(40, 9)));
        assertThat(after.claim(open, Facts.T0))
                .isEqualTo(new ClaimOutcome.Repeat(Optional.empty()));
    }

    @Test
    default void theFirstResponseStays() {
        Claim claim = Facts.claim(1, 1, 1);
        claims().claim(claim, Facts.T0);
        claims().storeResponse(claim.keyName(), claim.randAs(), Facts.octets(40, 9));
        claims().storeResponse(claim.keyName(), claim.randAs(), Facts.octets(40, 8));
        assertThat(claims().claim(claim, Facts.T0)).isEqualTo(repeat(Facts.octets(40, 9)));
    }

    @Test
    default void aResponseWithoutAClaimLeavesNothingBehind() {
        Claim claim = Facts.claim(1, 1, 1);
        claims().storeResponse(claim.keyName(), claim.randAs(), Facts.octets(40, 9));
        assertThat(claims().claim(claim, Facts.T0)).isEqualTo(new ClaimOutcome.Admitted());
    }

    @Test
    default void aFullKeyRefusesAndForgetsNothingAcrossARestartToo() {
        ClaimLimits limits = new ClaimLimits(3, 247_000, 1_000);
        IntStream.range(0, 3)
                .forEach(i -> store().claims(limits).claim(Facts.claim(1, i, i), Facts.T0));
        assertThat(store().claims(limits).claim(Facts.claim(1, 3, 3), Facts.T0))
                .isEqualTo(new ClaimOutcome.Full());
        assertThat(store().claims(limits).claim(Facts.claim(2, 3, 3), Facts.T0))
                .isEqualTo(new ClaimOutcome.Admitted());
        ClaimStore after = reopened().claims(limits);
        assertThat(after.claim(Facts.claim(1, 3, 3), Facts.T0)).isEqualTo(new ClaimOutcome.Full());
        assertThat(after.claim(Facts.claim(1, 0, 7), Facts.T0))
                .isEqualTo(new ClaimOutcome.Replayed());
    }

    @Test
    default void marksOutliveTheirKeyAndAnExpiredKeyAdmitsNothing() {
        ClaimLimits limits = ClaimLimits.STANDARD;
        long expiry = Facts.T0 + Facts.DAY_MS;
        claims().claim(Facts.claim(1, 1, 1), Facts.T0);
        assertThat(claims().sweep(expiry + limits.keptAfterExpiryMs() - 1)).isZero();
        assertThat(claims().claim(Facts.claim(1, 1, 2), Facts.T0))
                .isEqualTo(new ClaimOutcome.Replayed());
        assertThat(claims().sweep(expiry + limits.keptAfterExpiryMs())).isEqualTo(1);
        assertThat(claims().claim(Facts.claim(1, 1, 1), expiry))
                .isEqualTo(new ClaimOutcome.Expired());
    }

    @Test
    default void manyClaimingTheSameAtOnceAdmitOne() throws Exception {
        for (int round = 0; round < 10; round++) {
            Claim claim = Facts.claim(1, round, 1);
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var outcomes =
                        IntStream.range(0, 16)
                                .mapToObj(
                                        _ -> executor.submit(() -> claims().claim(claim, Facts.T0)))
                                .toList();
                int admitted = 0;
                for (Future<ClaimOutcome> outcome : outcomes) {
                    admitted += outcome.get() instanceof ClaimOutcome.Admitted ? 1 : 0;
                }
                assertThat(admitted).isEqualTo(1);
            }
        }
    }
}
