package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.Requester;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class S6aRefusalsTest {
    private static final Imsi IMSI = Imsi.parse("999700000000001");
    private static final PlmnId VISITED = PlmnId.parse("999/70");
    private static final Requester MME =
            new Requester(
                    "mme.localdomain",
                    new Origin("mme.localdomain", "localdomain"),
                    PeerRole.MME,
                    new Requester.HopSecurity(true, true, false));

    private final List<String> lines = new ArrayList<>();
    private long nowNs;
    private final Clock clock =
            new Clock() {
                @Override
                public long nowMs() {
                    return 0;
                }

                @Override
                public long nowNs() {
                    return nowNs;
                }
            };
    private final SubscriberTrace<HssEvent> trace = new SubscriberTrace<>(clock);
    private final S6aRefusals refusals = new S6aRefusals(clock, lines::add, trace);

    private void answered(Result result) {
        refusals.answered("ULR", MME, IMSI, VISITED, result);
    }

    @Test
    void aRefusalNamesWhoAskedForWhomAndWhatToDo() {
        answered(TgppResult.ROAMING_NOT_ALLOWED);
        assertThat(lines)
                .containsExactly(
                        "S6a ULR of Imsi(99970…) by mme.localdomain of realm localdomain for"
                            + " 999/70: DIAMETER_ERROR_ROAMING_NOT_ALLOWED (5004),"
                            + " policy.servedNetworks does not let that realm ask for that network"
                            + " (1 since told last)");
    }

    @Test
    void eachKindIsToldAtOnceAndThenSparingly() {
        answered(TgppResult.USER_UNKNOWN);
        answered(TgppResult.USER_UNKNOWN);
        answered(TgppResult.RAT_NOT_ALLOWED);
        assertThat(lines).hasSize(2);
        nowNs = TimeUnit.SECONDS.toNanos(11);
        answered(TgppResult.USER_UNKNOWN);
        assertThat(lines).hasSize(3).last().asString().endsWith("(2 since told last)");
    }

    @Test
    void aSuccessIsNotTold() {
        answered(Result.SUCCESS);
        assertThat(lines).isEmpty();
    }
}
