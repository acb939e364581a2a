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
import java.util.regex.Pattern;

/// The admin listener of a node as a process of its own, where the configuration that ships has it.
///
/// @param port the shipped one
/// @param busy a series that the journey has moved
record AdminPage(String node, int port, String busy) {
    private static final int MME_PORT = 9103;

    static final List<AdminPage> OF_EACH_NODE =
            List.of(
                    new AdminPage(
                            "hss",
                            9101,
                            "bestow_hss_diameter_request_duration_seconds_count"
                                    + "{command=\"AIR\",interface=\"S6a\",result=\"2xxx\"}"),
                    new AdminPage(
                            "scef",
                            9102,
                            "bestow_scef_northbound_retrieval_duration_seconds_count{answer=\"keys\"}"),
                    new AdminPage(
                            "mme",
                            MME_PORT,
                            "bestow_mme_attach_duration_seconds_count{end=\"accepted\"}"),
                    new AdminPage(
                            "as",
                            9104,
                            "bestow_as_key_fetch_duration_seconds_count{answer=\"keys\"}"));

    /// What must never happen, as metrics of all nodes call it.
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "(?m)^bestow_[a-z]+_(?:.*_failures|keys_not_unwrapped|diameter_outages)_total"
                            + " [^0].*$");

    void awaitReady(NodeProcesses nodes) {
        await(node)
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> {
                    HttpResponse<String> ready = get(nodes, port, "/health/ready");
                    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
                });
    }

    void expectMetrics(NodeProcesses nodes) throws IOException, InterruptedException {
        HttpResponse<String> metrics = get(nodes, port, "/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("jvm_threads_current")
                .containsPattern("(?m)^" + Pattern.quote(busy) + " [1-9]")
                .doesNotContainPattern(FORBIDDEN)
                .doesNotContain("00101000000");
    }

    /// Of an MME whose neighbours are all away.
    static void expectNotReady(NodeProcesses nodes) throws IOException, InterruptedException {
        assertThat(get(nodes, MME_PORT, "/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get(nodes, MME_PORT, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"ready\":false,\"missing\":[\"no hss connected:"
                                + " hss.epc.mnc001.mcc001.3gppnetwork.org\",\"no scef connected:"
                                + " scef.epc.mnc001.mcc001.3gppnetwork.org\"]}\n");
    }

    private static HttpResponse<String> get(NodeProcesses nodes, int port, String path)
            throws IOException, InterruptedException {
        InetSocketAddress address = nodes.address(port);
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
