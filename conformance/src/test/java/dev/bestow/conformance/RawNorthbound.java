package dev.bestow.conformance;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.wire.north.RetrievalRequest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Asks the northbound interface with the HTTP client and TLS of the Java platform and a body
/// written by hand.
final class RawNorthbound {
    private RawNorthbound() {}

    /// Asks under the certificate of `caller`.
    static HttpResponse<String> post(TestNetwork network, AsId caller, RetrievalRequest retrieval)
            throws IOException, InterruptedException {
        var tls = network.world().certificates().of(caller.fqdn()).context();
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            var request =
                    HttpRequest.newBuilder(
                                    network.northbound(caller).resolve(RetrievalRequest.PATH))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body(retrieval)))
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String body(RetrievalRequest retrieval) {
        String name =
                switch (retrieval.keyName()) {
                    case KeyName.ByRand byRand ->
                            "{\"randId\":\"" + byRand.randId().encode().hex() + "\"}";
                    case KeyName.ByGuti byGuti ->
                            "{\"guti\":\""
                                    + byGuti.guti().encode().hex()
                                    + "\",\"eksi\":"
                                    + byGuti.eksi().value()
                                    + "}";
                };
        return "{\"asId\":\"" + retrieval.asId().fqdn() + "\",\"keyName\":" + name + "}";
    }
}
