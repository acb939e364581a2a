package dev.bestow.keystore;

import java.util.regex.Pattern;

/// A row's wrapped key does not open: another master key, another row's value, or damage. The message
/// names the row with its IMSI shortened; [#row] has it in full for the operator's own tools.
public final class UnwrapFailed extends StoreFailure {
    private static final long serialVersionUID = 1L;

    /// The digits of an IMSI after its first five.
    private static final Pattern IMSI_TAIL =
            Pattern.compile("(?<![0-9a-f])([0-9]{5})[0-9]{1,10}(?![0-9a-f])");

    private final String row;

    public UnwrapFailed(String row) {
        super(
                "row "
                        + IMSI_TAIL.matcher(row).replaceAll("$1…")
                        + " does not unwrap: wrong master key, or a damaged"
                        + " or exchanged row");
        this.row = row;
    }

    /// The row's identity in full. Never for a log.
    public String row() {
        return row;
    }
}
