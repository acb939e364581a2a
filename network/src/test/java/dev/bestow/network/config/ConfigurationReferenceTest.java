package dev.bestow.network.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// CONFIGURATION.md is what the records of the configuration say.
class ConfigurationReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "CONFIGURATION.md");

    @Test
    void theDocumentIsWhatTheRecordsSay() throws IOException {
        String document = new ConfigurationReference().document();
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
    }

    @Test
    void everyKeyHasAMeaning() {
        var reference = new ConfigurationReference();
        assertThat(reference.document().lines())
                .anyMatch(line -> line.startsWith("| `peers[].role` |"));
        assertThat(reference.missing()).isEmpty();
    }

    @Test
    void theCommentAboveARecordIsRead() {
        String source =
                """
                /// Who it is.
                ///
                /// More, which the table leaves out.
                ///
                /// @param host its name,
                ///     an FQDN
                /// @param realm its realm
                @Shorthand("host")
                public record Identity(String host, String realm) {
                """;
        ParameterTexts.Texts texts = ParameterTexts.in(source.lines().toList(), "Identity");
        assertThat(texts.about()).isEqualTo("Who it is.");
        assertThat(texts.parameters())
                .containsEntry("host", "its name, an FQDN")
                .containsEntry("realm", "its realm");
    }
}
