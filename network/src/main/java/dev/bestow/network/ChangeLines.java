package dev.bestow.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an operator is told of a change: where there is more to say of a key than that its value is another one, that.
final class ChangeLines {
    private final List<String> lines = new ArrayList<>();
    private final Set<String> untold;

    /// @param keys that have other values
    ChangeLines(List<String> keys) {
        untold = new LinkedHashSet<>(keys);
    }

    /// These lines, in place of one for each of those keys.
    void say(Set<String> keys, List<String> instead) {
        if (!instead.isEmpty()) {
            untold.removeAll(keys);
            lines.addAll(instead);
        }
    }

    /// All, and a line for each key of which nothing was said.
    List<String> all() {
        List<String> all = new ArrayList<>(lines);
        untold.forEach(key -> all.add(key + " changed"));
        return all;
    }
}
