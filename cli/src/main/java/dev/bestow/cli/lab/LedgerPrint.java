package dev.bestow.cli.lab;

import dev.bestow.keys.solution.Solution;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// One device's messages, step by step.
final class LedgerPrint {
    /// Holds every message of most rows.
    private static final int USUAL_WIDTH = 26;

    private final Solution solution;
    private final PrintWriter out;

    LedgerPrint(Solution solution, PrintWriter out) {
        this.solution = solution;
        this.out = out;
    }

    void print(List<Ledger.Line> lines) {
        int width =
                lines.stream()
                        .mapToInt(line -> line.message().length())
                        .reduce(USUAL_WIDTH, Math::max);
        out.println();
        out.println("The first device, message by message (step: its number in TR 33.863):");
        out.println();
        out.printf(
                Locale.ROOT,
                "  %3s  %4s  %-4s    %-4s  %s %6s%n",
                "#",
                "step",
                "from",
                "to",
                padded("message", width),
                "octets");
        int number = 0;
        for (Ledger.Line line : lines) {
            out.printf(
                    Locale.ROOT,
                    "  %3d  %4s  %-4s -> %-4s  %s %6d%n",
                    ++number,
                    StudySteps.of(solution, line),
                    line.from(),
                    line.to(),
                    padded(line.message(), width),
                    line.octets());
        }
        out.println();
        out.flush();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
