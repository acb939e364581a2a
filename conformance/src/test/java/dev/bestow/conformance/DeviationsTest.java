package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/// DEVIATIONS.md lists every `Deviation:` of the Javadoc, no more and no less.
class DeviationsTest {
    private static final Path DOCUMENT = SourceTree.root().resolve("DEVIATIONS.md");

    @Test
    void theDocumentListsThemAll() {
        String document = Deviations.document();
        if (Boolean.getBoolean("deviations.write")) {
            SourceTree.write(DOCUMENT, document);
        }
        assertThat(SourceTree.read(DOCUMENT)).isEqualTo(document);
    }

    @Test
    void aDeviationIsAParagraph() {
        String source =
                """
                /// Carries Diameter.
                ///
                /// Deviation: TCP stands
                /// for SCTP.
                ///
                /// Not part of it.
                class Peer {
                    /// Deviation: one. And
                    /// Deviation: two.
                    void connect() {}
                }
                """;
        assertThat(Deviations.in(source))
                .containsExactly("TCP stands for SCTP.", "One. And", "Two.");
    }

    @Test
    void onlyJavadocDeviates() {
        assertThat(Deviations.in("// Deviation: no\nclass P { String s = \"Deviation: no\"; }"))
                .isEmpty();
    }
}
