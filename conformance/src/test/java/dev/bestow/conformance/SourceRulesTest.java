package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Every file keeps the rules that only source shows, and each of those rules bites.
class SourceRulesTest {
    @Test
    void everyFileKeepsThem() {
        List<String> violations = new ArrayList<>();
        List<Path> files = SourceTree.javaFiles();
        for (Path file : files) {
            violations.addAll(
                    SourceRules.violations(
                            SourceTree.name(file),
                            SourceTree.read(file),
                            SourceTree.isProduct(file)));
        }
        assertThat(files).as("the tree").hasSizeGreaterThan(20);
        assertThat(violations).isEmpty();
    }

    @Test
    void aTypeOf301LinesIsTooLong() {
        assertThat(judged("class Long {\n" + "\n".repeat(298) + "}\n")).isEmpty();
        assertThat(judged("class Long {\n" + "\n".repeat(299) + "}\n"))
                .containsExactly("P.java:1: Long has 301 lines, at most 300");
    }

    @Test
    void aMethodOf61LinesIsTooLong() {
        assertThat(judged("class P {\nvoid m() {\n" + "\n".repeat(58) + "}\n}\n")).isEmpty();
        assertThat(judged("class P {\nvoid m() {\n" + "\n".repeat(59) + "}\n}\n"))
                .containsExactly("P.java:2: m has 61 lines, at most 60");
    }

    @Test
    void sixParametersAreTooMany() {
        String six = "(int a, int b, int c, int d, int e, int f)";
        assertThat(judged("class P { void m" + six + " {} }"))
                .containsExactly("P.java:1: m has 6 parameters, at most 5");
        assertThat(judged("class P { P" + six + " {} }")).hasSize(1);
        assertThat(judged("record P" + six + " { P" + six + " {} }")).isEmpty();
        assertThat(judged("class HssConfig { HssConfig" + six + " {} }")).isEmpty();
    }

    @Test
    void aLineOf121ColumnsIsTooLong() {
        assertThat(judged("class P {} //" + "ü".repeat(107))).isEmpty();
        assertThat(judged("class P {} //" + "ü".repeat(108)))
                .containsExactly("P.java:1: has 121 columns, at most 120");
    }

    @Test
    void unfinishedWorkNamesItsDecision() {
        String note = "// TO" + "DO later";
        assertThat(judged(note + "\nclass P {}"))
                .containsExactly("P.java:1: leaves work undone and names no ADR");
        assertThat(judged(note + ", ADR 0007\nclass P {}")).isEmpty();
    }

    @Test
    void aPublicTypeHasMarkdownJavadoc() {
        assertThat(judged("public class P {}"))
                .containsExactly("P.java:1: public P has no /// Javadoc");
        assertThat(judged("/** Old style. */\npublic class P {}")).hasSize(1);
        assertThat(judged("/// Says what.\npublic interface P {\nrecord Q() {}\n}"))
                .containsExactly("P.java:3: public Q has no /// Javadoc");
        assertThat(judged("/// Says what.\n@Deprecated\npublic class P {}")).isEmpty();
        assertThat(judged("class P {}")).isEmpty();
        assertThat(judged("/// Says.\npublic interface P {\nRunnable R = new Runnable() {};\n}"))
                .isEmpty();
    }

    @Test
    void aPackageSaysWhatItIs() {
        assertThat(SourceRules.violations("package-info.java", "package a;\n", true))
                .containsExactly("package-info.java:1: does not open with a /// comment");
    }

    @Test
    void nobodyWritesJsonByHand() {
        assertThat(judged("class P { String p = \"{\\\"live\\\":true}\"; }"))
                .containsExactly(
                        "P.java:1: writes JSON by hand, which wire.north does with Jackson");
    }

    @Test
    void onlyNetworkMakesNodes() {
        String byHand = "class P {\nObject a = new HssNode(config);\n";
        String more = "Object b = new dev.bestow.as.AsNode();\nMaking c = MmeNode::new;\n}\n";
        assertThat(SourceRules.violations("conformance/src/test/P.java", byHand + more, false))
                .containsExactly(
                        "conformance/src/test/P.java:2: makes an HssNode, and only network makes"
                                + " nodes",
                        "conformance/src/test/P.java:3: makes an AsNode, and only network makes"
                                + " nodes",
                        "conformance/src/test/P.java:4: makes an MmeNode, and only network makes"
                                + " nodes");
        assertThat(SourceRules.violations("bench/src/main/P.java", byHand + "}", true)).hasSize(1);
        assertThat(SourceRules.violations("network/src/main/P.java", byHand + more, true))
                .isEmpty();
        assertThat(judged("class P { Object a = new DiameterNode(config); }")).isEmpty();
    }

    private static List<String> judged(String source) {
        return SourceRules.violations("P.java", source, true);
    }
}
