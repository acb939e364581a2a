package dev.bestow.cli.aka.derived;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.network.config.HexKey;
import dev.bestow.network.config.Nearest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole hierarchy as a table; [dev.bestow.keys.Fc] is the registry behind it.
public final class DerivedKeys {
    private static final List<DerivedKey> ALL =
            Stream.of(
                            EpsKeys.access(),
                            EpsKeys.algorithmKeys(),
                            EpsKeys.eapAkaPrime(),
                            EpsKeys.gba(),
                            FiveGKeys.core(),
                            FiveGKeys.akma(),
                            FiveGKeys.best(),
                            StudyKeys.solutions11And12(),
                            StudyKeys.endToMiddle(),
                            StudyKeys.protections(),
                            StudyKeys.emsdp())
                    .flatMap(List::stream)
                    .toList();

    private DerivedKeys() {}

    static List<DerivedKey> all() {
        return ALL;
    }

    /// What `derivedKey` is derived to, name by name in hex.
    ///
    /// @param kept values from a file; those the derived key has no use for are left alone
    /// @param told values from a command line: none that is a key, none the derived key has no use for, none
    ///     that is kept too
    public static Map<String, String> derive(
            String derivedKey, Map<String, String> kept, Map<String, String> told) {
        DerivedKey row = named(derivedKey);
        told.keySet().forEach(name -> requirePublic(row, name, kept));
        Map<String, String> values = new LinkedHashMap<>(kept);
        values.putAll(told);
        try (Secret derived = row.derivation().apply(new Inputs(values))) {
            return parts(row, HexKey.format(derived));
        }
    }

    private static Map<String, String> parts(DerivedKey row, String hex) {
        Map<String, String> parts = new LinkedHashMap<>();
        int digits = hex.length() / row.outputs().size();
        for (String output : row.outputs()) {
            int from = parts.size() * digits;
            parts.put(output, hex.substring(from, from + digits));
        }
        return parts;
    }

    private static void requirePublic(DerivedKey row, String name, Map<String, String> kept) {
        List<String> known = row.inputs().stream().map(Input::label).toList();
        Input input =
                row.inputs().stream()
                        .filter(each -> each.label().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new InvalidValue(
                                        name,
                                        "is no input of "
                                                + row.name()
                                                + ", which takes "
                                                + String.join(", ", known)
                                                + Nearest.hint(name, known)));
        if (input.isKey()) {
            throw new InvalidValue(name, "is a key: it comes by --keys, never on the command line");
        }
        if (kept.containsKey(name)) {
            throw new InvalidValue(name, "is in the file of --keys too");
        }
    }

    private static DerivedKey named(String name) {
        return ALL.stream()
                .filter(derivedKey -> derivedKey.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = ALL.stream().map(DerivedKey::name).toList();
                    return new InvalidValue(
                            name,
                            "is no derived key; --list shows all" + Nearest.hint(name, names));
                });
    }

    /// What every derived key gives whose KDF can have this key and these parameters, by the derived key's name.
    ///
    /// @throws InvalidValue when a parameter is one that a derived key does not take
    public static Map<String, Secret> ofKdf(int fc, Octets key, List<Octets> parameters) {
        Map<String, Secret> derived = new LinkedHashMap<>();
        for (DerivedKey derivedKey : ALL) {
            if (derivedKey.fc() != null && derivedKey.fc().octet() == fc) {
                derivedKey
                        .given(key, parameters)
                        .ifPresent(values ->
                                derived.put(
                                        derivedKey.name(),
                                        derivedKey.derivation().apply(new Inputs(values))));
            }
        }
        return derived;
    }

    /// For reading: a line for every derived key, then one for every input.
    public static List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(line("derived", "octets", "FC", "key", "parameters", "where"));
        for (DerivedKey derivedKey : ALL) {
            lines.add(
                    line(
                            derivedKey.name(),
                            Integer.toString(derivedKey.octets()),
                            derivedKey.fc() == null
                                    ? "-"
                                    : String.format(Locale.ROOT, "%02x", derivedKey.fc().octet()),
                            shown(derivedKey.parents()),
                            shown(derivedKey.parameters()),
                            derivedKey.clause()));
        }
        lines.add("");
        lines.add("FC f0 to fe are Bestow's own choice.");
        lines.add("");
        ALL.stream()
                .flatMap(derivedKey -> derivedKey.inputs().stream())
                .distinct()
                .sorted()
                .map(input -> String.format("%-16s  %s", input.label(), input.meaning()))
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    private static String shown(List<? extends Parameter> parameters) {
        return parameters.isEmpty()
                ? "-"
                : parameters.stream().map(Parameter::shown).collect(Collectors.joining(" "));
    }

    private static String line(Object... columns) {
        return String.format("%-12s  %6s  %-2s  %-17s  %-42s  %s", columns);
    }
}
