package dev.bestow.cli.aka.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;
import dev.bestow.keys.Fc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

class DerivedKeysTest {
    /// Legal values where hex of the right length is not enough.
    private static final Map<String, String> LEGAL =
            Map.ofEntries(
                    Map.entry("plmn", "001/01"),
                    Map.entry("naf_id", "as.example.net/0100000002"),
                    Map.entry("imsi", "001010000000001"),
                    Map.entry("transform", "20"),
                    Map.entry("spi", "0x80000001"),
                    Map.entry("ue_nonce", "ab".repeat(16)),
                    Map.entry("hse_nonce", "cd".repeat(24)),
                    Map.entry("as_id", "as.example.net"),
                    Map.entry("emse_id", "emse.example.net"),
                    Map.entry("eese_id", "eese.example.net"),
                    Map.entry("eas_id", "eas.example.net"));

    private static List<DerivedKey> derivedKeys() {
        return DerivedKeys.all();
    }

    private static String legal(Input input) {
        String fallback =
                switch (input.form()) {
                    case KEY, HEX -> "5a".repeat(Math.max(1, input.octets()));
                    case NUMBER -> "1";
                    case TEXT, PLMN, NETWORK, NAF -> "text";
                };
        return LEGAL.getOrDefault(input.label(), fallback);
    }

    private static Map<String, String> legal(DerivedKey derivedKey) {
        Map<String, String> values = new HashMap<>();
        derivedKey.inputs().forEach(input -> values.put(input.label(), legal(input)));
        return values;
    }

    /// The table cannot name an input too many or too few.
    @ParameterizedTest
    @MethodSource("derivedKeys")
    void aDerivedKeyNeedsEachInputOfItsRowAndNoOther(DerivedKey derivedKey) {
        Map<String, String> values = legal(derivedKey);
        try (Secret derived = derivedKey.derivation().apply(new Inputs(values))) {
            assertThat(derived.length()).isEqualTo(derivedKey.octets());
        }
        for (Input input : derivedKey.inputs()) {
            Map<String, String> lacking = new HashMap<>(values);
            lacking.remove(input.label());
            assertThatThrownBy(() -> derivedKey.derivation().apply(new Inputs(lacking)))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageStartingWith(input.label() + ": is missing");
        }
    }

    @Test
    void namesAreUnique() {
        assertThat(DerivedKeys.all()).extracting(DerivedKey::name).doesNotHaveDuplicates();
    }

    @Test
    void everyFcOfTheRegistryHasADerivation() {
        Set<Fc> used =
                DerivedKeys.all().stream()
                        .map(DerivedKey::fc)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        assertThat(Arrays.asList(Fc.values())).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void outputsAreNamedAsTheInputsOfTheNextKey() {
        Set<String> inputs =
                Arrays.stream(Input.values())
                        .filter(Input::isKey)
                        .map(Input::label)
                        .collect(Collectors.toSet());
        inputs.removeAll(Set.of("ck", "ik", "leaf", "emsdp_base"));
        Set<String> outputs =
                DerivedKeys.all().stream()
                        .flatMap(derivedKey -> derivedKey.outputs().stream())
                        .collect(Collectors.toSet());
        assertThat(outputs).containsAll(inputs);
    }
}
