package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Amf;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.keys.solution.Protection;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the security policy of a profile makes of a subscriber's row.
class ProfilePolicyTest {
    private static final PlmnId HOME = new PlmnId("001", "01");
    private static final AsId AS = AsId.parse("as.example");
    private static final AsId EMSE = AsId.parse("emse.example");

    /// The AS has keys of solution 12 and the EMSE of solution 2.
    private static final SolutionPlan BOTH =
            new SolutionPlan(SolutionTable.named("12"), Map.of(EMSE, SolutionTable.named("2")));

    private static ProfilePolicy wanting(Protection... protections) {
        return new ProfilePolicy(AuthenticationPolicy.NONE, 0, Set.of(protections));
    }

    private static HssConfig config(SolutionPlan plan, ProfilePolicy policy) {
        return new HssConfig(
                plan,
                Map.of(),
                Map.of(),
                Set.of(),
                PdnConnections.STANDARD,
                3_600,
                1,
                1,
                Set.of(),
                new AccessProfiles(
                        Map.of("meters", AccessProfile.standard("iot")), Map.of("meters", policy)));
    }

    private static Subscriber allowing(AsId... endpoints) {
        Octets wrapped = Octets.copyOf(new byte[45]);
        return new Subscriber(
                Imsi.parse("001010000000001"),
                new WrappedCredentials("milenage", wrapped, wrapped, Amf.ZERO.encode()),
                Subscriber.FIRST_EPOCH,
                0,
                CardBatch.STANDARD,
                "meter@example.net",
                List.of(endpoints),
                new Subscription("meters", "", null, null, null, List.of()));
    }

    /// They are as if they were not on its list, so no key server and no MME hears of them.
    @Test
    void endpointsThatProtectOtherwiseGetNoKeys() {
        Subscriber both = allowing(AS, EMSE);
        HssConfig endToEnd = config(BOTH, wanting(Protection.END_TO_END));
        assertThat(endToEnd.policy(both, HOME).allowedAs()).containsExactly(AS);
        assertThat(endToEnd.rows(both)).containsExactly(SolutionTable.named("12"));
        HssConfig endToMiddle = config(BOTH, wanting(Protection.END_TO_MIDDLE));
        assertThat(endToMiddle.policy(both, HOME).allowedAs()).containsExactly(EMSE);
        assertThat(endToMiddle.rows(both)).containsExactly(SolutionTable.named("2"));
        for (ProfilePolicy any : List.of(wanting(), wanting(Protection.values()))) {
            assertThat(config(BOTH, any).policy(both, HOME).allowedAs()).containsExactly(AS, EMSE);
            assertThat(config(BOTH, any).rows(both)).hasSize(2);
        }
    }

    /// Nothing is pushed for it either, not even of the usual row.
    @Test
    void whereNoEndpointIsLeftNoRowRuns() {
        HssConfig config =
                config(
                        SolutionPlan.of(SolutionTable.named("12")),
                        wanting(Protection.END_TO_MIDDLE));
        assertThat(config.rows(allowing(AS))).isEmpty();
        assertThat(config.rows(allowing())).isEmpty();
        assertThat(config.policy(allowing(AS), HOME).allowedAs()).isEmpty();
    }

    @Test
    void anHssThatRunsNoRowHasNothingToFilterBy() {
        HssConfig config = config(SolutionPlan.NONE, wanting(Protection.END_TO_MIDDLE));
        assertThat(config.rows(allowing(AS))).isEmpty();
        assertThat(config.policy(allowing(AS), HOME).allowedAs()).containsExactly(AS);
    }

    @Test
    void aPolicyIsWiderThanOneThatLacksSomeOfItsProtections() {
        ProfilePolicy one = wanting(Protection.END_TO_END);
        assertThat(wanting().isWiderThan(one)).isTrue();
        assertThat(wanting(Protection.values()).isWiderThan(one)).isTrue();
        assertThat(one.isWiderThan(wanting(Protection.END_TO_MIDDLE))).isTrue();
        assertThat(one.isWiderThan(one)).isFalse();
        assertThat(one.isWiderThan(wanting())).isFalse();
        assertThat(wanting().isWiderThan(wanting())).isFalse();
    }

    @Test
    void theLongestLifetimeIsOfAnyProfileOrTheNetwork() {
        assertThat(config(BOTH, lasting(7_200)).longestLifetimeSeconds()).isEqualTo(7_200);
        assertThat(config(BOTH, lasting(60)).longestLifetimeSeconds()).isEqualTo(3_600);
        assertThat(config(BOTH, lasting(60)).lifetimeSeconds(allowing())).isEqualTo(60);
        assertThat(config(BOTH, lasting(0)).lifetimeSeconds(allowing())).isEqualTo(3_600);
    }

    private static ProfilePolicy lasting(long seconds) {
        return new ProfilePolicy(AuthenticationPolicy.NONE, seconds, Set.of());
    }
}
