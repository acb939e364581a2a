package dev.bestow.cli.aka.check;

import dev.bestow.core.Octets;

import java.util.ArrayList;
import java.util.List;

/// The figures of one set, next to what was computed. Published ones, in a file its owner named: they may
/// be shown.
final class Figures {
    private final List<String> lines = new ArrayList<>();
    private boolean computed;
    private boolean failed;

    void compare(String field, Octets expected, Octets got) {
        computed = true;
        if (!expected.equals(got)) {
            fail(field + ": expected " + expected + ", got " + got);
        }
    }

    /// As [#compare], when the set has a figure of this name at all.
    void compareIn(VectorSet set, String field, Octets got) {
        if (set.has(field)) {
            compare(field, set.octets(field), got);
        }
    }

    void fail(String line) {
        failed = true;
        lines.add(line);
    }

    /// Worth telling, and nothing wrong.
    void note(String line) {
        lines.add(line);
    }

    boolean computed() {
        return computed;
    }

    boolean failed() {
        return failed;
    }

    List<String> lines() {
        return lines;
    }
}
