package dev.bestow.network.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.network.config.NodeConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class NodeEpochKeysTest {
    private static final long NOW_MS = 1_790_000_000_000L;
    private static final long DAY_MS = 86_400_000;
    private static final EpochKeyPlan PLAN = EpochKeyPlan.STANDARD;

    @TempDir private Path folder;

    private NodeEpochKeys open(long nowMs) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("scef.yaml"),
                        """
                        node: scef
                        identity: {host: scef.epc.example.net, realm: epc.example.net}
                        diameter: {listen: 127.0.0.1:0}
                        http: {listen: 127.0.0.1:0}
                        tls: {key: scef.key, certificate: scef.crt, ca: ca.crt}
                        store: {path: data/scef}
                        """);
        return NodeEpochKeys.open(NodeConfig.read(file), PLAN, nowMs);
    }

    @Test
    void aClockFarFromTheNewestEpochKeyNeedsTheOperatorsWord() throws IOException {
        Octets wrapped;
        try (NodeEpochKeys keys = open(NOW_MS)) {
            keys.believeClock(NOW_MS, false);
            try (Secret secret = Secret.taking(new byte[16])) {
                wrapped = keys.wrap().wrap("row", secret);
            }
        }
        for (long wrongMs : new long[] {NOW_MS - 2 * DAY_MS, NOW_MS + 100 * DAY_MS}) {
            try (NodeEpochKeys keys = open(wrongMs)) {
                assertThatThrownBy(() -> keys.believeClock(wrongMs, false))
                        .isInstanceOf(InvalidValue.class)
                        .hasMessageContaining("does not fit the epoch keys")
                        .hasMessageContaining(wrongMs < NOW_MS ? "before" : "after")
                        .hasMessageContaining("--confirm-clock");
                keys.wrap().unwrap("row", wrapped).close();
            }
        }
        try (NodeEpochKeys keys = open(NOW_MS + 100 * DAY_MS)) {
            keys.believeClock(NOW_MS + 100 * DAY_MS, true);
            assertThat(keys.wrap().clockDoubt(NOW_MS + 100 * DAY_MS)).isEmpty();
        }
        open(NOW_MS + 101 * DAY_MS).believeClock(NOW_MS + 101 * DAY_MS, false);
    }
}
