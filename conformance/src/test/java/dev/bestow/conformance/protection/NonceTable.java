package dev.bestow.conformance.protection;

import java.security.Security;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/// Lives every cell of the table in a process of its own, whose first provider is [RecordingProvider], and prints a
/// line for each form, memory and generator.
public final class NonceTable {
    private static final int EXCHANGES = 2;

    private NonceTable() {}

    /// @param args none
    public static void main(String[] args) {
        var provider = new RecordingProvider();
        Security.insertProviderAt(provider, 1);
        for (Form form : Form.values()) {
            for (Lives.Memory memory : Lives.Memory.values()) {
                for (Lives.Stuck stuck : Lives.Stuck.values()) {
                    System.out.println(line(provider, form, memory, stuck));
                }
            }
        }
    }

    /// form, memory, stuck, pairs used, algorithms, how often the power was cut, cells with a repeated pair, steps that
    /// no cut was made at; by tabs.
    private static String line(
            RecordingProvider provider, Form form, Lives.Memory memory, Lives.Stuck stuck) {
        var algorithms = new TreeSet<String>();
        Map<Step, Integer> cuts = new EnumMap<>(Step.class);
        int pairs = 0;
        int repeated = 0;
        for (Step step : Step.values()) {
            for (int exchange = 0; exchange < EXCHANGES; exchange++) {
                Uses uses = provider.begin();
                var cell = new Lives.Cell(form, step, exchange, memory, stuck);
                cuts.merge(
                        step,
                        new Lives(cell, 31L * exchange + step.name().hashCode()).run(),
                        Integer::sum);
                pairs += uses.pairs();
                algorithms.addAll(uses.algorithms());
                repeated += uses.repeats().isEmpty() ? 0 : 1;
            }
        }
        var never = new TreeSet<Step>();
        cuts.forEach((step, times) -> {
            if (times == 0) {
                never.add(step);
            }
        });
        return String.join(
                "\t",
                form.name(),
                memory.name(),
                stuck.name(),
                String.valueOf(pairs),
                String.join(",", algorithms),
                String.valueOf(cuts.values().stream().mapToInt(Integer::intValue).sum()),
                String.valueOf(repeated),
                never.toString());
    }
}
