package dev.bestow.cli.aka.check;

import java.util.List;

/// What became of one file.
public sealed interface Verdict {
    /// Its sets were computed again.
    ///
    /// @param sets how many were
    /// @param failed how many of them differ or cannot be read
    /// @param findings a line for every figure that differs, and for every set that is not what it seems
    record Checked(int sets, int failed, List<String> findings) implements Verdict {}

    /// Nobody here knows what its sets are.
    record NotUnderstood(String reason) implements Verdict {}
}
