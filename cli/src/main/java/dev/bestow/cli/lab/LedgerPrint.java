package dev.bestow.cli.lab;

import dev.bestow.keys.solution.Solution;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// One device's messages, step by step.
final class LedgerPrint {
    private final Solution solution;
    private final PrintWriter out;

    LedgerPrint(Solution solution, PrintWriter out) {
        this.solution = solution;
        this.out = out;
    }

    void print(List<Ledger.Line> lines) {
        out.println();
        out.println("The first device, message by message (step: its number in TR 33.863):");
        out.println();
        out.printf(
                Locale.ROOT,
                "  %3s  %4s  %-4s    %-4s  %-26s %6s%n",
                "#",
                "step",
                "from",
                "to",
                "message",
                "octets");
        int number = 0;
        for (Ledger.Line line : lines) {
            out.printf(
                    Locale.ROOT,
                    "  %3d  %4s  %-4s -> %-4s  %-26s %6d%n",
                    ++number,
                    StudySteps.of(solution, line.message()),
                    line.from(),
                    line.to(),
                    line.message(),
                    line.octets());
        }
        out.println();
        out.flush();
    }
}
