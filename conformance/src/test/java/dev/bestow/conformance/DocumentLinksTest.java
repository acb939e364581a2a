package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the documents point to is there: a claim whose test was renamed is a claim without a test.
class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyRelativeLinkLeadsToAFile() {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : SourceTree.files(file -> file.toString().endsWith(".md"))) {
            Matcher link = LINK.matcher(SourceTree.read(document));
            while (link.find()) {
                String target = link.group(1);
                if (target.contains("://")) {
                    continue;
                }
                links++;
                if (!Files.exists(document.resolveSibling(target))) {
                    broken.add(SourceTree.root().relativize(document) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isPositive();
    }
}
