package dev.bestow.cli.aka.rung;

import dev.bestow.cli.config.HexKey;
import dev.bestow.cli.config.Nearest;
import dev.bestow.core.Octets;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole hierarchy as a table; [dev.bestow.keys.Fc] is the registry behind it.
public final class Rungs {
    private static final List<Rung> ALL =
            Stream.of(
                            EpsRungs.access(),
                            EpsRungs.algorithmKeys(),
                            EpsRungs.eapAkaPrime(),
                            EpsRungs.gba(),
                            FiveGRungs.core(),
                            FiveGRungs.akma(),
                            FiveGRungs.best(),
                            StudyRungs.solutions11And12(),
                            StudyRungs.endToMiddle(),
                            StudyRungs.protections(),
                            StudyRungs.emsdp())
                    .flatMap(List::stream)
                    .toList();

    private Rungs() {}

    static List<Rung> all() {
        return ALL;
    }

    /// What `rung` is derived to, name by name in hex.
    ///
    /// @param kept values from a file; those the rung has no use for are left alone
    /// @param told values from a command line: none that is a key, none the rung has no use for, none
    ///     that is kept too
    public static Map<String, String> derive(
            String rung, Map<String, String> kept, Map<String, String> told) {
        Rung row = named(rung);
        told.keySet().forEach(name -> requirePublic(row, name, kept));
        Map<String, String> values = new LinkedHashMap<>(kept);
        values.putAll(told);
        try (Secret derived = row.derivation().apply(new Inputs(values))) {
            return parts(row, HexKey.format(derived));
        }
    }

    private static Map<String, String> parts(Rung row, String hex) {
        Map<String, String> parts = new LinkedHashMap<>();
        int digits = hex.length() / row.outputs().size();
        for (String output : row.outputs()) {
            int from = parts.size() * digits;
            parts.put(output, hex.substring(from, from + digits));
        }
        return parts;
    }

    private static void requirePublic(Rung row, String name, Map<String, String> kept) {
        List<String> known = row.inputs().stream().map(Input::label).toList();
        Input input =
                row.inputs().stream()
                        .filter(each -> each.label().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new Refused(
                                        name,
                                        "is no input of "
                                                + row.name()
                                                + ", which takes "
                                                + String.join(", ", known)
                                                + Nearest.hint(name, known)));
        if (input.isKey()) {
            throw new Refused(name, "is a key: it comes by --keys, never on the command line");
        }
        if (kept.containsKey(name)) {
            throw new Refused(name, "is in the file of --keys too");
        }
    }

    private static Rung named(String name) {
        return ALL.stream()
                .filter(rung -> rung.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = ALL.stream().map(Rung::name).toList();
                    return new Refused(
                            name, "is no rung; --list shows all" + Nearest.hint(name, names));
                });
    }

    /// What every rung gives whose KDF can have this key and these parameters, by the rung's name.
    ///
    /// @throws Refused when a parameter is one that a rung does not take
    public static Map<String, Secret> ofKdf(int fc, Octets key, List<Octets> parameters) {
        Map<String, Secret> derived = new LinkedHashMap<>();
        for (Rung rung : ALL) {
            if (rung.fc() != null && rung.fc().octet() == fc) {
                rung.given(key, parameters)
                        .ifPresent(values ->
                                derived.put(
                                        rung.name(), rung.derivation().apply(new Inputs(values))));
            }
        }
        return derived;
    }

    /// For reading: a line for every rung, then one for every input.
    public static List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(line("rung", "octets", "FC", "key", "parameters", "where"));
        for (Rung rung : ALL) {
            lines.add(
                    line(
                            rung.name(),
                            Integer.toString(rung.octets()),
                            rung.fc() == null
                                    ? "-"
                                    : String.format(Locale.ROOT, "%02x", rung.fc().octet()),
                            shown(rung.parents()),
                            shown(rung.parameters()),
                            rung.clause()));
        }
        lines.add("");
        lines.add("FC f0 to fe are Bestow's own choice.");
        lines.add("");
        ALL.stream()
                .flatMap(rung -> rung.inputs().stream())
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
