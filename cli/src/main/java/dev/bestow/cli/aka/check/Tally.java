package dev.bestow.cli.aka.check;

import dev.bestow.core.InvalidValue;

import java.util.ArrayList;
import java.util.List;

/// Counts the sets of one file and words what is wrong with them.
final class Tally {
    private final String file;
    private final List<String> findings = new ArrayList<>();
    private int sets;
    private int failed;

    Tally(String file) {
        this.file = file;
    }

    /// A set without inputs counts for nothing; one that cannot be read fails, since the file meant
    /// to test something.
    void check(VectorSet set, Layout layout) {
        Figures figures = new Figures();
        try {
            layout.computation().compute(set, figures);
        } catch (InvalidValue e) {
            figures.fail(e.field() + ": " + e.reason());
        }
        if (figures.computed() || figures.failed()) {
            sets++;
        }
        if (figures.failed()) {
            failed++;
        }
        figures.lines().forEach(line -> findings.add(file + ": " + set.name() + ": " + line));
    }

    Verdict verdict() {
        return sets > 0
                ? new Verdict.Checked(sets, failed, findings)
                : new Verdict.NotUnderstood(file + ": none of its sets has inputs and a figure");
    }
}
