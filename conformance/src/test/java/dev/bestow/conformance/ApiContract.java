package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The published OpenAPI file, held against what goes over the wire: status, headers, media type, body and cause of
/// each answer, and whether the file and the code agree about a request. Remembers what it has seen.
final class ApiContract {
    private static final Path FILE =
            Path.of("../node/scef/src/main/resources/openapi/bestow-keys-v1.yaml");
    private static final String ROOT = "https://bestow.test/api";
    private static final String PROBLEM = "application/problem+json";

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode api;
    private final SchemaRegistry schemas;
    private final Set<String> seen = new TreeSet<>();

    ApiContract() throws IOException {
        var loaded =
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
        String text = json.writeValueAsString(loaded);
        api = json.readTree(text);
        schemas =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(Map.of(ROOT, text)));
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of(ROOT + "#" + pointer));
    }

    private static String operation(String path) {
        return "/paths/" + path.replace("/", "~1") + "/post";
    }

    /// Whether the file takes this body for that operation.
    boolean takes(String path, String body) {
        return schema(operation(path) + "/requestBody/content/application~1json/schema")
                .validate(json.readTree(body))
                .isEmpty();
    }

    /// Holds an answer against the file.
    void check(String path, HttpResponse<String> response) {
        String pointer = operation(path) + "/responses/" + response.statusCode();
        JsonNode documented = api.at(pointer);
        assertThat(documented.isMissingNode()).as(pointer).isFalse();
        for (Map.Entry<String, JsonNode> header : documented.path("headers").properties()) {
            String value = response.headers().firstValue(header.getKey()).orElseThrow();
            String schema = pointer + "/headers/" + header.getKey() + "/schema";
            boolean isNumber = header.getValue().at("/schema/type").asString().equals("integer");
            JsonNode node =
                    isNumber ? json.readTree(value) : JsonNodeFactory.instance.stringNode(value);
            assertThat(schema(schema).validate(node)).as(schema).isEmpty();
        }
        String mediaType = response.headers().firstValue("Content-Type").orElse("");
        if (!documented.has("content")) {
            assertThat(mediaType).isEmpty();
            assertThat(response.body()).isEmpty();
            seen.add(path + " " + response.statusCode());
            return;
        }
        assertThat(documented.path("content").has(mediaType)).as(mediaType).isTrue();
        JsonNode body = json.readTree(response.body());
        String schema = pointer + "/content/" + mediaType.replace("/", "~1") + "/schema";
        assertThat(schema(schema).validate(body)).as(response.body()).isEmpty();
        String cause = mediaType.equals(PROBLEM) ? " " + body.path("cause").asString() : "";
        if (!cause.isEmpty()) {
            assertThat(documented.path("x-causes").valueStream().map(JsonNode::asString))
                    .as(pointer)
                    .contains(cause.strip());
            assertThat(body.path("status").asInt()).isEqualTo(response.statusCode());
        }
        seen.add(path + " " + response.statusCode() + cause);
    }

    /// What was seen, `path status cause`.
    Set<String> seen() {
        return seen;
    }

    /// All that the file says can be seen.
    Set<String> documented() {
        Set<String> all = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> response :
                    path.getValue().at("/post/responses").properties()) {
                String status = path.getKey() + " " + response.getKey();
                JsonNode causes = response.getValue().path("x-causes");
                if (causes.isEmpty()) {
                    all.add(status);
                }
                causes.forEach(cause -> all.add(status + " " + cause.asString()));
            }
        }
        return all;
    }
}
