package dev.bestow.cli.aka.derived;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.Fc;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One derivation as data: what goes in, under which names, and the call that makes a key of it.
///
/// @param name what people call it
/// @param outputs the names of what comes out, which are equal parts of it
/// @param octets length of what comes out
/// @param fc the FC octet, or null for what is no KDF of TS 33.220
/// @param clause where it is written
/// @param parents the key of the KDF, in parts
/// @param parameters of the KDF, in their order
record DerivedKey(
        String name,
        List<String> outputs,
        int octets,
        @Nullable Fc fc,
        String clause,
        List<Input> parents,
        List<Parameter> parameters,
        Function<Inputs, Secret> derivation) {
    /// A derivation by the KDF of TS 33.220.
    static Row kdf(Fc fc, String clause) {
        return new Row(fc, clause, List.of(), List.of());
    }

    /// A derivation of another kind.
    static Row other(String clause) {
        return new Row(null, clause, List.of(), List.of());
    }

    /// A row of the table that has no name yet.
    record Row(@Nullable Fc fc, String clause, List<Input> parents, List<Parameter> parameters) {
        Row of(Input... keys) {
            return new Row(fc, clause, List.of(keys), parameters);
        }

        Row with(Parameter... kdfParameters) {
            return new Row(fc, clause, parents, List.of(kdfParameters));
        }

        DerivedKey gives(String name, int octets, Function<Inputs, Secret> derivation) {
            return gives(name, List.of(name), octets, derivation);
        }

        DerivedKey gives(
                String name,
                List<String> outputs,
                int octets,
                Function<Inputs, Secret> derivation) {
            return new DerivedKey(
                    name, outputs, octets, fc, clause, parents, parameters, derivation);
        }
    }

    /// Everything it needs to be given.
    List<Input> inputs() {
        Stream<Input> given =
                parameters.stream().filter(Input.class::isInstance).map(Input.class::cast);
        return Stream.concat(parents.stream(), given).toList();
    }

    /// What people would have to give so that the KDF has this key and these parameters, or nothing when
    /// this derived key never has.
    Optional<Map<String, String>> given(Octets key, List<Octets> octets) {
        int keyOctets = parents.stream().mapToInt(Input::octets).sum();
        if (key.length() != keyOctets || octets.size() != parameters.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        for (Input parent : parents) {
            values.put(parent.label(), key.slice(at, parent.octets()).hex());
            at += parent.octets();
        }
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case Parameter.Constant constant -> {
                    if (!constant.octets().equals(octets.get(i))) {
                        return Optional.empty();
                    }
                }
                case Input input -> {
                    Optional<String> written = input.form().written(octets.get(i));
                    if (written.isEmpty()) {
                        return Optional.empty();
                    }
                    values.put(input.label(), written.get());
                }
            }
        }
        return Optional.of(values);
    }
}
