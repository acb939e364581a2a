package dev.bestow.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

final class SubscriptionTest {
    private static Subscription with(
            String profile, @Nullable String msisdn, String... identities) {
        return new Subscription(
                profile,
                "",
                null,
                null,
                msisdn,
                Arrays.stream(identities).map(ApplicationIdentity::parse).toList());
    }

    private static void refuses(Runnable made, String message) {
        assertThatThrownBy(made::run).isInstanceOf(InvalidValue.class).hasMessage(message);
    }

    @Test
    void holdsWhatTheFieldHas() {
        assertThat(with("p".repeat(64), "12345").msisdn()).isEqualTo("12345");
        assertThat(with("", "123456789012345").msisdn()).hasSize(15);
        String[] sixteen =
                IntStream.range(0, 16).mapToObj(Integer::toString).toArray(String[]::new);
        assertThat(with("", null, sixteen).applicationIdentities()).hasSize(16);
        assertThat(with("", null, "a".repeat(253)).applicationIdentities()).hasSize(1);
    }

    @Test
    void refusesWhatNoMessageCouldCarry() {
        refuses(() -> with("p".repeat(65), null), "profile: has more than 64 characters");
        for (String msisdn : List.of("", "1234", "1234567890123456", "+49170", "49170000000a")) {
            refuses(() -> with("", msisdn), "MSISDN: needs 5 to 15 digits");
        }
        String each = "application identity: needs 1 to 253 octets";
        refuses(() -> with("", null, ""), each);
        refuses(() -> with("", null, "a".repeat(254)), each);
        refuses(() -> with("", null, "ä".repeat(127)), each);
        refuses(
                () -> with("", null, "a\u0000b"),
                "application identity: holds a control character");
        refuses(() -> with("", null, "a", "b", "a"), "application identities: have one twice");
        String[] many = Collections.nCopies(17, "a").toArray(String[]::new);
        refuses(() -> with("", null, many), "application identities: are 17, at most 16");
    }
}
