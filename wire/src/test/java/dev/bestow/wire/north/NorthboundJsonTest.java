package dev.bestow.wire.north;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2eKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.SolutionTable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class NorthboundJsonTest {
    static final AsId AS = AsId.parse("as.example.net");
    static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    static final KeyName.ByGuti BY_GUTI =
            new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(3));
    static final KeyName BY_RAND = new KeyName.ByRand(RandId.parse("2a99dfa5"));
    static final Instant EXPIRY = Instant.parse("2026-11-22T00:00:00Z");
    private static final ApplicationIdentity METER = ApplicationIdentity.parse("meter-7");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    static final List<NamedUser> USERS =
            List.of(new NamedUser.ByApplication(METER), new NamedUser.ByImsi(IMSI));

    /// One of each form.
    static final List<KeySubject> SUBJECTS =
            List.of(
                    new KeySubject.External("meter1@example.net"),
                    new KeySubject.Application(METER),
                    new KeySubject.Subscriber("meter1@example.net", IMSI));

    private static final String KS_AS =
            "4eeff62f922a315ce7da75fb54899252fa968611f79a3ea73bdafbad5e3f4c9d";

    @Test
    void requestIsTheJsonOfTheInterface() throws MalformedJson {
        RetrievalRequest byRand = new RetrievalRequest(AS, BY_RAND, KeyRoot.CK_IK);
        assertThat(text(RetrievalJson.encode(byRand)))
                .isEqualTo(
                        """
                        {"asId":"as.example.net","keyName":{"randId":"2a99dfa5"},"root":"CK_IK"}\
                        """);
        assertThat(RetrievalJson.decode(RetrievalJson.encode(byRand), null)).isEqualTo(byRand);

        RetrievalRequest byGuti = new RetrievalRequest(AS, BY_GUTI, null);
        assertThat(text(RetrievalJson.encode(byGuti)))
                .isEqualTo(
                        """
                        {"asId":"as.example.net","keyName":{"guti":"00f110800112c0de0001","eksi":3}}\
                        """);
        assertThat(RetrievalJson.decode(RetrievalJson.encode(byGuti), null)).isEqualTo(byGuti);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | asId            |"
                        + " MANDATORY_IE_MISSING",
                "{'asId':'as.example.net'}                                 | keyName         |"
                        + " MANDATORY_IE_MISSING",
                "{'asId':'AS.example.net','keyName':{'randId':'2a99dfa5'}} | asId            |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':7}                                                | asId            |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':'2a99dfa5'}                       | keyName         |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{}}                               | keyName.randId  |"
                        + " MANDATORY_IE_MISSING",
                "{'asId':'a.b','keyName':{'randId':'2a99dfa'}}             | keyName.randId  |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{'guti':'00f110800112c0de0001'}}  | keyName.eksi    |"
                        + " MANDATORY_IE_MISSING",
                "{'asId':'a.b','keyName':{'eksi':3}}                       | keyName.guti    |"
                        + " MANDATORY_IE_MISSING",
                "{'asId':'a.b','keyName':{'eksi':7}}                       | keyName.eksi    |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{'guti':'0af110800112c0de0001'}}  | keyName.guti    |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{'randId':'2a99dfa5','eksi':3}}   | keyName         |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{'rand':'2a99dfa5'}}              | keyName.rand    |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','asId':'a.b'}                               | asId            |"
                        + " MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','rot':'KASME'}                              | rot             |"
                        + " MANDATORY_IE_INCORRECT",
                "{'root':'KSME'}                                           | root            |"
                        + " OPTIONAL_IE_INCORRECT",
                "{'applicationIdentity':''}                                |"
                        + " applicationIdentity | OPTIONAL_IE_INCORRECT",
                "{'applicationIdentity':'a\\n'}                             |"
                        + " applicationIdentity | OPTIONAL_IE_INCORRECT",
                "{'applicationIdentity':{'text':'a'}}                      |"
                        + " applicationIdentity | OPTIONAL_IE_INCORRECT",
                "{'imsi':'00101'}                                          | imsi            |"
                        + " OPTIONAL_IE_INCORRECT",
                "{'imsi':1010000000001}                                    | imsi            |"
                        + " OPTIONAL_IE_INCORRECT",
                "{'applicationIdentity':'a','imsi':'001010000000001'}      | imsi            |"
                        + " OPTIONAL_IE_INCORRECT",
                "{'imsi':'001010000000001','applicationIdentity':'a'}      |"
                        + " applicationIdentity | OPTIONAL_IE_INCORRECT"
            })
    void badRequestNamesItsField(String body, String field, NorthCause cause) {
        assertThatThrownBy(() ->
                        RetrievalJson.decode(
                                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOfSatisfying(
                        MalformedJson.class,
                        e -> {
                            ProblemDetails problem = ProblemJson.of(e);
                            assertThat(problem.cause()).isEqualTo(cause.name());
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.invalidParams())
                                    .extracting(ProblemDetails.InvalidParam::param)
                                    .containsExactly(field);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                            | asId | MANDATORY_IE_MISSING",
                "{'asId':'a.b'}                                | rand | MANDATORY_IE_MISSING",
                "{'asId':'a.b','rand':'2a99dfa5'}              | rand | MANDATORY_IE_INCORRECT",
                "{'asId':'A.b'}                                | asId | MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','randId':'2a99dfa5'}            | randId | MANDATORY_IE_INCORRECT"
            })
    void badReportNamesItsField(String body, String field, NorthCause cause) {
        assertThatThrownBy(() ->
                        ReportJson.decode(
                                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOfSatisfying(MalformedJson.class, e -> assertProblem(e, field, cause));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | asId     | MANDATORY_IE_MISSING",
                "{'asId':7}                  | asId     | MANDATORY_IE_INCORRECT",
                "{'asId':'a.b','keyName':{}} | keyName  | MANDATORY_IE_INCORRECT"
            })
    void badRegistrationNamesItsField(String body, String field, NorthCause cause) {
        assertThatThrownBy(() ->
                        RegistrationJson.decode(
                                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(MalformedJson.class, e -> assertProblem(e, field, cause));
    }

    private static void assertProblem(MalformedJson malformed, String field, NorthCause cause) {
        ProblemDetails problem = ProblemJson.of(malformed);
        assertThat(problem.cause()).isEqualTo(cause.name());
        assertThat(problem.invalidParams())
                .extracting(ProblemDetails.InvalidParam::param)
                .containsExactly(field);
    }

    @Test
    void aRegisteredNameStandsInForOneThatIsLeftOutAndForNoOther() throws MalformedJson {
        AsId registered = AsId.parse("registered.example");
        RetrievalRequest named = new RetrievalRequest(AS, BY_RAND, null);
        String retrieval = text(RetrievalJson.encode(named));
        String nameless = retrieval.replace("\"asId\":\"as.example.net\",", "");
        assertThat(RetrievalJson.decode(utf8(nameless), registered))
                .isEqualTo(new RetrievalRequest(registered, BY_RAND, null));
        assertThat(RetrievalJson.decode(utf8(retrieval), registered)).isEqualTo(named);
        ReportRequest report = new ReportRequest(AS, RAND);
        assertThat(ReportJson.decode(ReportJson.encode(report), registered)).isEqualTo(report);
        assertThat(ReportJson.decode(utf8("{\"rand\":\"" + RAND + "\"}"), registered))
                .isEqualTo(new ReportRequest(registered, RAND));
    }

    @ParameterizedTest
    @CsvSource({
        "12, ksAs",
        "2, e2mKey",
        "10, e2mKey",
        "2-hse, e2mKey",
        "2-eese, e2eKey",
        "2-as, e2eKey",
        "1D, e2mKeySet",
        "1D-emse, e2mKey",
        "1E-D-as, e2eKey"
    })
    void aRegistrationNamesTheFieldInWhichTheKeyIs(String row, String field) {
        assertThat(KeysJson.field(SolutionTable.named(row).leaf())).isEqualTo(field);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aRequestMayNameItsUser() throws MalformedJson {
        List<String> fields = new ArrayList<>();
        for (NamedUser user : USERS) {
            byte[] json = RetrievalJson.encode(asking(user));
            assertThat(RetrievalJson.decode(json, null)).isEqualTo(asking(user));
            fields.add(text(json).substring(text(json).indexOf("CK_IK")));
        }
        assertThat(fields)
                .containsExactly(
                        "CK_IK\",\"applicationIdentity\":\"meter-7\"}",
                        "CK_IK\",\"imsi\":\"001010000000001\"}");
        assertThat(asking(new NamedUser.ByImsi(IMSI)).toString()).doesNotContain(IMSI.digits());
    }

    @Test
    void anAnswerNamesItsUserAsItsEndpointMayKnowIt() throws MalformedJson {
        List<String> fields = new ArrayList<>();
        for (KeySubject subject : SUBJECTS) {
            RetrievalAnswer.Keys keys = new RetrievalAnswer.Keys(List.of(keyOf(subject)));
            byte[] json = KeysJson.encode(keys);
            assertThat(KeysJson.decode(json)).isEqualTo(keys);
            String text = text(json);
            fields.add(
                    text.substring(text.indexOf("00Z\",") + 5, text.indexOf(",\"confidentiality")));
        }
        assertThat(fields)
                .containsExactly(
                        "\"externalIdentifier\":\"meter1@example.net\"",
                        "\"applicationIdentity\":\"meter-7\"",
                        "\"externalIdentifier\":\"meter1@example.net\",\"imsi\":\"001010000000001\"");
        assertThat(keyOf(SUBJECTS.getLast()).toString())
                .doesNotContain(IMSI.digits())
                .doesNotContain(KS_AS);
    }

    @Test
    void keysAreTheJsonOfTheInterface() throws MalformedJson {
        RetrievalAnswer.Keys keys = new RetrievalAnswer.Keys(List.of(key(null), key(BY_GUTI)));
        byte[] json = KeysJson.encode(keys);
        assertThat(text(json))
                .startsWith(
                        "{\"keys\":[{\"ksAs\":\""
                                + KS_AS
                                + "\",\"rand\":\""
                                + RAND
                                + "\",\"root\":\"CK_IK\",")
                .contains("\"guti\":\"00f110800112c0de0001\",\"eksi\":3,")
                .endsWith(
                        """
                        "expiry":"2026-11-22T00:00:00Z","externalIdentifier":"mete\\"r1@example.net",\
                        "confidentialityAllowed":true}]}\
                        """);
        assertThat(KeysJson.decode(json)).isEqualTo(keys);
    }

    @Test
    void aLeafKeyOfEachKindHasAFieldOfItsOwn() throws MalformedJson {
        for (LeafKey leaf : leaves()) {
            RetrievalAnswer.Keys keys = new RetrievalAnswer.Keys(List.of(key(null, leaf)));
            assertThat(KeysJson.decode(KeysJson.encode(keys))).isEqualTo(keys);
        }
        String both =
                text(KeysJson.encode(new RetrievalAnswer.Keys(List.of(key(null)))))
                        .replace("{\"ksAs\"", "{\"e2mKey\":\"" + KS_AS + "\",\"ksAs\"");
        assertThatThrownBy(() -> KeysJson.decode(both.getBytes(StandardCharsets.UTF_8)))
                .hasMessage("keys.0.ksAs is there beside another key");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOverInAnswers() throws MalformedJson {
        String json = text(KeysJson.encode(new RetrievalAnswer.Keys(List.of(key(null)))));
        String later =
                json.replace("{\"ksAs\"", "{\"x\":[{}],\"ksAs\"")
                        .replace("{\"keys\"", "{\"y\":null,\"keys\"");
        assertThat(KeysJson.decode(later.getBytes(StandardCharsets.UTF_8)).keys()).hasSize(1);
    }

    @Test
    void answerWithoutAFieldOrWithATornOneIsMalformed() {
        String json = text(KeysJson.encode(new RetrievalAnswer.Keys(List.of(key(BY_GUTI)))));
        for (String field :
                List.of(
                        "ksAs",
                        "rand",
                        "guti",
                        "eksi",
                        "root",
                        "expiry",
                        "externalIdentifier",
                        "confidentialityAllowed")) {
            byte[] renamed =
                    json.replace('"' + field + '"', "\"other\"").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> KeysJson.decode(renamed)).hasMessageContaining(field);
        }
        byte[] whole = json.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> KeysJson.decode(torn)).isInstanceOf(MalformedJson.class);
        }
        assertThatThrownBy(() -> KeysJson.decode("{\"keys\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void problemsComeBack() throws MalformedJson {
        List<ProblemDetails> problems =
                List.of(
                        ProblemDetails.of(NorthCause.KEY_NOT_AVAILABLE),
                        ProblemDetails.of(NorthCause.INVALID_MSG_FORMAT, "a \"quoted\" word"),
                        ProblemDetails.of(
                                NorthCause.MANDATORY_IE_MISSING,
                                new ProblemDetails.InvalidParam("asId", "is missing")),
                        ProblemDetails.of(
                                new RetrievalAnswer.RootMismatch(KeyRoot.CK_IK, KeyRoot.KASME)));
        for (ProblemDetails problem : problems) {
            assertThat(ProblemJson.decode(ProblemJson.encode(problem))).isEqualTo(problem);
        }
        assertThat(text(ProblemJson.encode(problems.getLast())))
                .contains(
                        "\"cause\":\"ROOT_MISMATCH\"",
                        "\"askedRoot\":\"CK_IK\"",
                        "\"heldRoot\":\"KASME\"");
    }

    /// A leaf key of each kind.
    static List<LeafKey> leaves() {
        return List.of(
                new KsAs(secret()),
                new E2mKey(secret()),
                new E2eKey(secret()),
                new E2mKeySet(secret()));
    }

    private static Secret secret() {
        return Secret.taking(HexFormat.of().parseHex(KS_AS));
    }

    static RetrievalRequest asking(NamedUser user) {
        return new RetrievalRequest(AS, BY_RAND, KeyRoot.CK_IK, user);
    }

    static RetrievedKey keyOf(KeySubject subject) {
        return new RetrievedKey(
                new E2mKey(secret()), RAND, null, KeyRoot.CK_IK, EXPIRY, subject, true);
    }

    static RetrievedKey key(KeyName.@Nullable ByGuti guti) {
        return key(guti, new KsAs(secret()));
    }

    static RetrievedKey key(KeyName.@Nullable ByGuti guti, LeafKey leaf) {
        return new RetrievedKey(
                leaf, RAND, guti, KeyRoot.CK_IK, EXPIRY, "mete\"r1@example.net", true);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
