package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Revocation;
import dev.bestow.keystore.Standing;

import org.junit.jupiter.api.Test;

/// What every engine owes a key server that an endpoint, or its operator, tells to give no more.
public interface EndpointContract {
    AsId METERS = AsId.parse("meters.example");
    AsId PUMPS = AsId.parse("pumps.example");
    Rand RUN = Facts.rand(1, 0);

    NodeStore store();

    NodeStore reopened();

    @Test
    default void aRevokedLeafStaysRevokedForItsEndpointAlone() {
        var fact = new Revocation(METERS, RUN, System.currentTimeMillis() + Facts.DAY_MS);
        store().endpoints().revoke(fact);
        store().endpoints().revoke(fact);
        var after = reopened().endpoints();
        assertThat(after.isRevoked(METERS, RUN)).isTrue();
        assertThat(after.isRevoked(PUMPS, RUN)).isFalse();
        assertThat(after.isRevoked(METERS, Facts.rand(1, 1))).isFalse();
        assertThat(after.isRevoked(AsId.parse("meters.exampl"), RUN)).isFalse();
    }

    @Test
    default void whoWasShutOutStaysSoUntilItIsAdmitted() {
        var endpoints = store().endpoints();
        assertThat(endpoints.standing(METERS)).isEqualTo(Standing.initial(METERS));
        assertThat(endpoints.standings()).isEmpty();
        Standing out = endpoints.standing(METERS).shutOut(Facts.T0);
        endpoints.keep(out);
        endpoints.keep(Standing.initial(PUMPS).shutOut(Facts.T0 + 1));
        assertThat(endpoints.standing(METERS).isShutOut()).isTrue();
        endpoints.keep(out.admitted());
        endpoints.keep(out);
        var after = reopened().endpoints();
        assertThat(after.standing(METERS))
                .as("a late write changes nothing")
                .isEqualTo(out.admitted());
        assertThat(after.standing(METERS).isShutOut()).isFalse();
        assertThat(after.standing(METERS).freshFromMs()).isEqualTo(Facts.T0);
        assertThat(after.standings()).extracting(Standing::endpoint).containsExactly(METERS, PUMPS);
    }

    @Test
    default void aSecondShutOutMovesItsTimeAndLeavesItOut() {
        Standing twice = Standing.initial(METERS).shutOut(Facts.T0).shutOut(Facts.T0 + 5);
        assertThat(twice.isShutOut()).isTrue();
        store().endpoints().keep(Standing.initial(METERS).shutOut(Facts.T0));
        store().endpoints().keep(twice);
        assertThat(reopened().endpoints().standing(METERS)).isEqualTo(twice);
        assertThat(twice.admitted().admitted()).isEqualTo(twice.admitted());
    }
}
