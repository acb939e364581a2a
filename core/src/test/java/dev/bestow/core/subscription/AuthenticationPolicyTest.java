package dev.bestow.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class AuthenticationPolicyTest {
    private static AuthenticationPolicy only(NasAlgorithm... algorithms) {
        return new AuthenticationPolicy(0, 0, NasAlgorithm.mask(List.of(algorithms)));
    }

    @Test
    void anyAlgorithmOfAKindWillDoOfWhichNoneIsListed() {
        assertThat(AuthenticationPolicy.NONE.allows(0, 1)).isTrue();
        assertThat(only(NasAlgorithm.EIA2).allows(0, 2)).isTrue();
        assertThat(only(NasAlgorithm.EIA2).allows(0, 1)).isFalse();
        var ciphered = only(NasAlgorithm.EEA1, NasAlgorithm.EEA2);
        assertThat(ciphered.allows(2, 1)).isTrue();
        assertThat(ciphered.allows(0, 2)).isFalse();
    }

    @Test
    void anAlgorithmOfALaterVersionIsNoneOfOurs() {
        var later = new AuthenticationPolicy(0, 0, 1 << 7);
        assertThat(later.allows(7, 2)).isTrue();
        assertThat(later.allows(2, 2)).isFalse();
    }

    @Test
    void aKeySetIsReplacedAtItsAgeOrItsCountWhicheverIsFirst() {
        var policy = new AuthenticationPolicy(3_600, 3, 0);
        assertThat(policy.endsAtAge(3_599)).isFalse();
        assertThat(policy.endsAfterKeys(2)).isFalse();
        assertThat(policy.endsAtAge(3_600)).isTrue();
        assertThat(policy.endsAfterKeys(3)).isTrue();
        assertThat(AuthenticationPolicy.NONE.endsAtAge(Long.MAX_VALUE)).isFalse();
        assertThat(AuthenticationPolicy.NONE.endsAfterKeys(Integer.MAX_VALUE)).isFalse();
    }

    @Test
    void nothingIsNegative() {
        assertThatThrownBy(() -> new AuthenticationPolicy(-1, 0, 0))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new AuthenticationPolicy(0, -1, 0))
                .isInstanceOf(InvalidValue.class);
    }
}
