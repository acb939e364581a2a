package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The product keeps the rules of the house, and each rule bites: the classes under `planted` break
/// every one of them, once.
@TestInstance(Lifecycle.PER_CLASS)
class HouseRulesTest {
    private static final String PLANTED = "dev.bestow.conformance.planted";

    private final JavaClasses product = new ClassFileImporter().importPaths(productFolders());
    private final JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

    /// A rule over nothing is always green, so this comes first: every module with sources was
    /// imported, and at least `core`, `keys` and the nodes are among them.
    @Test
    void theProductWasImported() {
        List<String> empty = new ArrayList<>();
        for (Path module : SourceTree.productModules()) {
            boolean hasTypes =
                    SourceTree.javaFiles().stream()
                            .filter(file -> file.startsWith(module.resolve("src/main")))
                            .anyMatch(file -> !file.toString().endsWith("-info.java"));
            long imported =
                    product.stream()
                            .flatMap(type -> type.getSource().stream())
                            .filter(source -> source.getUri().toString().contains(module + "/"))
                            .count();
            if (hasTypes && imported == 0) {
                empty.add(SourceTree.name(module));
            }
        }
        assertThat(empty).as("modules with sources and without classes").isEmpty();
        assertThat(product.contain("dev.bestow.core.Secret")).isTrue();
        assertThat(product.contain("dev.bestow.keys.Ks")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheProduct")
    void theProductKeeps(ArchRule rule) {
        assertThat(product).isNotEmpty();
        rule.check(product);
    }

    @ParameterizedTest
    @MethodSource("rulesOfThePlanted")
    void thePlantedViolationIsFoundBy(ArchRule rule) {
        assertThat(rule.evaluate(planted).hasViolation()).as(rule.getDescription()).isTrue();
    }

    /// What is planted breaks what it is meant to break and nothing else: one kind each.
    @Test
    void theKeyThatRefusesToBeWrittenIsNoViolation() {
        String report =
                new HouseRules(PLANTED)
                        .secretsAreNotSerializable()
                        .evaluate(planted)
                        .getFailureReport()
                        .toString();
        assertThat(report).contains("SerializableHolder").doesNotContain("RefusingKey");
    }

    static Stream<ArchRule> rulesOfTheProduct() {
        return new HouseRules("dev.bestow").all().stream();
    }

    static Stream<ArchRule> rulesOfThePlanted() {
        return new HouseRules(PLANTED).all().stream();
    }

    private static List<Path> productFolders() {
        return SourceTree.productModules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
    }
}
