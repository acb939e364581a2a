package dev.bestow.cli.monitoring;

import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.Monitoring;
import dev.bestow.link.http.AdminPages;
import dev.bestow.link.http.AdminServer;
import dev.bestow.network.config.Admin;
import dev.bestow.network.config.NodeConfig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Who watches a node: whoever asks its admin listener, if its configuration has one.
public final class NodeMonitoring {
    private static final String KEY = "admin.listen";

    private NodeMonitoring() {}

    /// Listens, as the first thing of a node and until the last: it is alive while it starts, and ready when
    /// `shutdown` is up and nothing is missing. Without `admin` nobody watches.
    public static Monitoring start(NodeConfig config, Shutdown shutdown) throws IOException {
        Admin admin = config.admin();
        if (admin == null) {
            return Monitoring.NONE;
        }
        PrometheusMonitoring monitoring = new PrometheusMonitoring(config.node().name());
        shutdown.closing(
                AdminServer.start(admin.listen().resolve(KEY), new Pages(monitoring, shutdown)));
        return monitoring;
    }

    private record Pages(PrometheusMonitoring monitoring, Shutdown shutdown) implements AdminPages {
        @Override
        public String metrics() {
            return monitoring.text();
        }

        @Override
        public List<String> missing() {
            List<String> missing = new ArrayList<>(monitoring.missing());
            if (!shutdown.isUp()) {
                missing.addFirst("the node is starting, or stopping");
            }
            return missing;
        }
    }
}
