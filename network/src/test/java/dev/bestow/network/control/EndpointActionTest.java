package dev.bestow.network.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.memory.InMemoryStore;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class EndpointActionTest {
    private static final AsId METERS = AsId.parse("meters.example");
    private static final AsId PUMPS = AsId.parse("pumps.example");

    private final InMemoryStore store = new InMemoryStore();
    private final List<AsId> ended = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private String run(List<AsId> served, String argument) {
        var clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return 1_790_000_000_000L;
                    }

                    @Override
                    public long nowNs() {
                        return 0;
                    }
                };
        return new EndpointAction(store.endpoints(), () -> served, clock, ended::add)
                .run(argument, lines::add);
    }

    private String run(String argument) {
        return run(List.of(METERS, PUMPS), argument);
    }

    @Test
    void oneCommandShutsAnEndpointOutAndAnotherAdmitsIt() {
        assertThat(run("shut-out meters.example")).contains("is shut out", "next AKA run");
        assertThat(store.endpoints().standing(METERS).isShutOut()).isTrue();
        assertThat(ended).containsExactly(METERS);
        assertThat(run("admit meters.example"))
                .isEqualTo("meters.example is admitted, to keys made after 2026-09-21T14:13:20Z");
        assertThat(store.endpoints().standing(METERS).isShutOut()).isFalse();
        assertThat(run("admit meters.example")).isEqualTo("meters.example is not shut out");
    }

    @Test
    void aListSaysHowEachStandsAndWhomTheConfigurationHasLost() {
        run("shut-out meters.example");
        assertThat(run(List.of(PUMPS), "list")).isEqualTo("1 endpoints are configured");
        assertThat(lines)
                .containsExactly(
                        "pumps.example  admitted",
                        "meters.example  shut out, to no key made before 2026-09-21T14:13:20Z, and"
                                + " not in the configuration");
        assertThat(run(List.of(PUMPS), "admit meters.example")).contains("is admitted");
    }

    @Test
    void aMistypedNameIsRefusedAndSoIsAnythingElse() {
        assertThatThrownBy(() -> run("shut-out meter.example"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is none of [meters.example, pumps.example]");
        assertThatThrownBy(() -> run("shut-out")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> run("forget meters.example")).isInstanceOf(InvalidValue.class);
        assertThat(store.endpoints().standings()).isEmpty();
    }
}
