package dev.bestow.wire.north;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyRoot;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.SolutionTable;

import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The published description says what the code does: path, status codes, causes, fields, and every
/// example goes through the code and comes back as it was.
class OpenApiTest {
    private static final Path FILE =
            Path.of("../node/scef/src/main/resources/openapi/bestow-keys-v1.yaml");

    private final Map<?, ?> api = load();
    private final Map<?, ?> operation = map(api, "paths", RetrievalRequest.PATH, "post");

    @Test
    void eachOperationIsAtThePathOfTheCode() {
        assertThat(strings(map(api, "paths").keySet()))
                .containsExactlyInAnyOrder(
                        RetrievalRequest.PATH,
                        RefreshAnswer.PATH,
                        ReportRequest.PATH,
                        RevocationRequest.PATH,
                        RegistrationRequest.PATH);
        assertThat(map(api, "paths").values())
                .allSatisfy(path -> assertThat(((Map<?, ?>) path).keySet()).hasToString("[post]"));
    }

    @Test
    void everyOperationNamesCausesUnderTheirStatusCodes() {
        for (Object path : map(api, "paths").values()) {
            map(path, "post", "responses")
                    .forEach((status, response) -> {
                        Object causes = ((Map<?, ?>) response).get("x-causes");
                        for (String cause : causes == null ? Set.<String>of() : strings(causes)) {
                            assertThat(NorthCause.valueOf(cause).status())
                                    .hasToString(status.toString());
                        }
                    });
        }
    }

    @Test
    void reportsAndRegistrationsAreThoseOfTheCode() throws MalformedJson {
        ReportRequest report =
                new ReportRequest(AsId.parse("meter.example.net"), NorthboundJsonTest.RAND);
        assertThat(example(ReportRequest.PATH, "requestBody", "report"))
                .isEqualTo(text(ReportJson.encode(report)));
        assertThat(properties("ReportRequest")).isEqualTo(names(ReportJson.encode(report), 0));
        String register = example(RegistrationRequest.PATH, "requestBody", "register");
        assertThat(RegistrationJson.decode(register.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new RegistrationRequest(report.asId()));
        assertThat(properties("RegistrationRequest")).containsExactly("asId");
        byte[] registered =
                RegistrationJson.encode(
                        new RegistrationAnswer.Registered(
                                report.asId(), SolutionTable.named("10"), 604_800));
        assertThat(
                        json(
                                map(
                                        api,
                                        "paths",
                                        RegistrationRequest.PATH,
                                        "post",
                                        "responses",
                                        "200",
                                        "content",
                                        "application/json",
                                        "examples",
                                        "emse",
                                        "value")))
                .isEqualTo(text(registered));
        assertThat(properties("Registered")).isEqualTo(names(registered, 0));
        assertThat(
                        strings(
                                at(
                                        api,
                                        "components",
                                        "schemas",
                                        "Registered",
                                        "properties",
                                        "naming",
                                        "enum")))
                .isEqualTo(
                        Arrays.stream(Naming.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    @Test
    void revocationsAreThoseOfTheCode() throws MalformedJson {
        for (String example : List.of("byRand", "byGuti")) {
            String json = example(RevocationRequest.PATH, "requestBody", example);
            RevocationRequest read =
                    RevocationJson.decode(json.getBytes(StandardCharsets.UTF_8), null);
            assertThat(text(RevocationJson.encode(read))).isEqualTo(json);
            assertThat(properties("RevocationRequest"))
                    .containsAll(names(RevocationJson.encode(read), 0));
        }
        assertThat(properties("RevocationRequest"))
                .containsExactlyInAnyOrder("asId", "rand", "guti", "eksi");
    }

    @Test
    void theProblemOfARequestWithoutANameIsThatOfTheCode() {
        String described =
                json(
                        map(
                                api,
                                "paths",
                                ReportRequest.PATH,
                                "post",
                                "responses",
                                "400",
                                "content",
                                ProblemJson.MEDIA_TYPE,
                                "examples",
                                "noName",
                                "value"));
        byte[] nameless =
                "{\"rand\":\"81e92b6c0ee0e12ebceba8d92a99dfa5\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ReportJson.decode(nameless, null))
                .isInstanceOfSatisfying(
                        MalformedJson.class,
                        e ->
                                assertThat(text(ProblemJson.encode(ProblemJson.of(e))))
                                        .isEqualTo(described));
    }

    private String example(String path, String part, String name) {
        return json(
                map(
                        api,
                        "paths",
                        path,
                        "post",
                        part,
                        "content",
                        "application/json",
                        "examples",
                        name,
                        "value"));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void statusCodesAndCausesAreThoseOfTheCode() {
        Map<String, Set<String>> described = new HashMap<>();
        map(operation, "responses")
                .forEach((status, response) -> {
                    Object causes = ((Map<?, ?>) response).get("x-causes");
                    if (causes != null) {
                        described.put(status.toString(), strings(causes));
                    }
                });
        Map<String, Set<String>> coded =
                Arrays.stream(NorthCause.values())
                        .collect(
                                Collectors.groupingBy(
                                        cause -> Integer.toString(cause.status()),
                                        Collectors.mapping(Enum::name, Collectors.toSet())));
        assertThat(described).isEqualTo(coded);
        assertThat(map(operation, "responses").keySet()).hasSize(coded.size() + 1);
    }

    @Test
    void requestExamplesComeBackFromTheCode() throws MalformedJson {
        Map<?, ?> examples =
                map(operation, "requestBody", "content", "application/json", "examples");
        assertThat(examples).hasSize(4);
        for (Object example : examples.values()) {
            String json = json(map(example, "value"));
            RetrievalRequest retrieval =
                    RetrievalJson.decode(json.getBytes(StandardCharsets.UTF_8), null);
            assertThat(new String(RetrievalJson.encode(retrieval), StandardCharsets.UTF_8))
                    .isEqualTo(json);
        }
    }

    @Test
    void aRefreshNamesAKeyAsARetrievalDoes() throws MalformedJson {
        String json = example(RefreshAnswer.PATH, "requestBody", "refresh");
        RetrievalRequest named = RetrievalJson.decode(json.getBytes(StandardCharsets.UTF_8), null);
        assertThat(text(RetrievalJson.encode(named))).isEqualTo(json);
        assertThat(at(operation, "requestBody", "content", "application/json", "schema"))
                .isEqualTo(
                        map(
                                api,
                                "paths",
                                RefreshAnswer.PATH,
                                "post",
                                "requestBody",
                                "content",
                                "application/json",
                                "schema"));
    }

    @Test
    void responseExamplesComeBackFromTheCode() throws MalformedJson {
        int seen = 0;
        for (Map.Entry<?, ?> response : map(operation, "responses").entrySet()) {
            for (Map.Entry<?, ?> content : map(response.getValue(), "content").entrySet()) {
                Object examples = ((Map<?, ?>) content.getValue()).get("examples");
                for (Object example :
                        examples == null ? List.of() : ((Map<?, ?>) examples).values()) {
                    seen++;
                    String json = json(map(example, "value"));
                    byte[] octets = json.getBytes(StandardCharsets.UTF_8);
                    byte[] again;
                    if (content.getKey().equals(ProblemJson.MEDIA_TYPE)) {
                        assertThat(ProblemJson.decode(octets).status())
                                .hasToString(response.getKey().toString());
                        again = ProblemJson.encode(ProblemJson.decode(octets));
                    } else {
                        again = KeysJson.encode(KeysJson.decode(octets));
                    }
                    assertThat(new String(again, StandardCharsets.UTF_8)).isEqualTo(json);
                }
            }
        }
        assertThat(seen).isEqualTo(7);
    }

    @Test
    void fieldsAreThoseOfTheCode() throws MalformedJson {
        byte[] keys =
                KeysJson.encode(
                        new RetrievalAnswer.Keys(
                                NorthboundJsonTest.leaves().stream()
                                        .map(leaf ->
                                                NorthboundJsonTest.key(
                                                        NorthboundJsonTest.BY_GUTI, leaf))
                                        .toList()));
        byte[] subjects =
                KeysJson.encode(
                        new RetrievalAnswer.Keys(
                                NorthboundJsonTest.SUBJECTS.stream()
                                        .map(NorthboundJsonTest::keyOf)
                                        .toList()));
        Set<String> answered = names(keys, 2);
        answered.addAll(names(subjects, 2));
        assertThat(properties("RetrievedKey")).isEqualTo(answered);
        Set<String> asked = new HashSet<>();
        for (NamedUser user : NorthboundJsonTest.USERS) {
            asked.addAll(names(RetrievalJson.encode(NorthboundJsonTest.asking(user)), 0));
        }
        assertThat(properties("RetrievalRequest")).isEqualTo(asked);
        assertThat(strings(at(api, "components", "schemas", "KeyRoot", "enum")))
                .isEqualTo(
                        Arrays.stream(KeyRoot.values())
                                .map(Enum::name)
                                .collect(Collectors.toSet()));
    }

    private Set<String> properties(String schema) {
        return strings(map(api, "components", "schemas", schema, "properties").keySet());
    }

    /// Names of the members `depth` containers deep.
    private static Set<String> names(byte[] json, int depth) throws MalformedJson {
        Set<String> names = new HashSet<>();
        try (JsonInput input = new JsonInput(json)) {
            if (depth == 0) {
                input.object(name -> record(input, names, name));
            } else {
                input.object(
                        _ -> input.array(() -> input.object(name -> record(input, names, name))));
            }
        }
        return names;
    }

    private static void record(JsonInput input, Set<String> names, String name)
            throws MalformedJson {
        names.add(name);
        input.skip();
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case List<?> list ->
                    list.stream().map(OpenApiTest::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> '"' + text + '"';
            default -> value.toString();
        };
    }

    private static Set<String> strings(Object collection) {
        Set<String> strings = new HashSet<>();
        for (Object each : (Iterable<?>) collection) {
            strings.add(each.toString());
        }
        return strings;
    }

    private static Map<?, ?> map(Object from, String... steps) {
        return (Map<?, ?>) at(from, steps);
    }

    private static Object at(Object from, String... steps) {
        Object reached = from;
        for (String step : steps) {
            reached = Objects.requireNonNull(((Map<?, ?>) reached).get(step), step);
        }
        return reached;
    }

    private static Map<?, ?> load() {
        try {
            Object loaded =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
            return (Map<?, ?>) loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
