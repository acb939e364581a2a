package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// The admin listener of a node as a process of its own, where the configuration that ships has it.
///
/// @param busy a series that the journey has moved
record AdminPage(String node, String busy) {
    /// The shipped ones.
    private static final Map<String, Integer> PORTS =
            Map.of(
                    "hss", 9101, "scef", 9102, "emks", 9102, "mme", 9103, "as", 9104, "hse", 9104,
                    "mme2", 9104);

    static final List<AdminPage> OF_EACH_NODE =
            List.of(
                    new AdminPage(
                            "hss",
                            "bestow_hss_diameter_request_duration_seconds_count"
                                    + "{command=\"AIR\",interface=\"S6a\",result=\"2xxx\"}"),
                    new AdminPage(
                            "scef",
                            "bestow_scef_northbound_retrieval_duration_seconds_count{answer=\"keys\"}"),
                    new AdminPage(
                            "mme", "bestow_mme_attach_duration_seconds_count{end=\"accepted\"}"),
                    new AdminPage(
                            "as", "bestow_as_key_fetch_duration_seconds_count{answer=\"keys\"}"));

    /// What must never happen, as metrics of all nodes call it.
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "(?m)^bestow_[a-z]+_(?:.*_failures|keys_not_unwrapped|diameter_outages)_total"
                            + " [^0].*$");

    /// Waits until that node has its neighbours.
    static void awaitReady(NodeProcesses nodes, String node) {
        await(node)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    HttpResponse<String> ready = get(nodes, node, "/health/ready");
                    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
                });
    }

    /// Waits until a series of a node has such labels and such a count. What an MME does now and then, it does twice a
    /// minute.
    static void awaitCounted(NodeProcesses nodes, String node, String series, String such) {
        await(series)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(get(nodes, node, "/metrics").body())
                                .containsPattern("(?m)^" + series + such.replace("{", "\\{")));
    }

    void expectMetrics(NodeProcesses nodes) throws IOException, InterruptedException {
        HttpResponse<String> metrics = get(nodes, node, "/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("jvm_threads_current")
                .containsPattern("(?m)^" + Pattern.quote(busy) + " [1-9]")
                .doesNotContainPattern(FORBIDDEN)
                .doesNotContain("00101000000");
    }

    /// Of an MME whose neighbours are all away.
    static void expectNotReady(NodeProcesses nodes) throws IOException, InterruptedException {
        assertThat(get(nodes, "mme", "/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get(nodes, "mme", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"ready\":false,\"missing\":[\"no hss connected:"
                                + " hss.epc.mnc001.mcc001.3gppnetwork.org\",\"no scef connected:"
                                + " scef.epc.mnc001.mcc001.3gppnetwork.org\"]}\n");
    }

    private static HttpResponse<String> get(NodeProcesses nodes, String node, String path)
            throws IOException, InterruptedException {
        InetSocketAddress address =
                nodes.address(Objects.requireNonNull(PORTS.get(node), "no node is called that"));
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
