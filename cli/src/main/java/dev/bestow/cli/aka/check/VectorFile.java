package dev.bestow.cli.aka.check;

import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.ConfigFile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One vector file: what its sets are, and the sets.
public final class VectorFile {
    private final String name;
    private final Map<?, ?> members;

    private VectorFile(String name, Map<?, ?> members) {
        this.name = name;
        this.members = members;
    }

    /// Reads `file` whole and refuses what is no JSON object.
    public static VectorFile read(Path file) {
        if (!(ConfigFile.read(file).contents() instanceof Map<?, ?> members)) {
            throw new InvalidValue(file.toString(), "is no JSON object");
        }
        return new VectorFile(file.toString(), members);
    }

    /// Computes every set again.
    public Verdict check() {
        Optional<Layout> layout = Layout.of(members);
        List<VectorSet> sets = layout.map(this::sets).orElse(List.of());
        if (layout.isEmpty() || sets.isEmpty()) {
            return new Verdict.NotUnderstood(
                    name + ": holds no sets that are known here; known: " + Layout.known());
        }
        Tally tally = new Tally(name);
        sets.forEach(set -> tally.check(set, layout.get()));
        return tally.verdict();
    }

    private List<VectorSet> sets(Layout layout) {
        List<VectorSet> sets = new ArrayList<>();
        if (members.get(layout.list()) instanceof List<?> elements) {
            for (Object element : elements) {
                sets.add(VectorSet.of(sets.size() + 1, element));
            }
        }
        return sets;
    }
}
