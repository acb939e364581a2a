package dev.bestow.aka;

import dev.bestow.core.Imsi;

/// A subscriber's wrapped key does not open: another master key wrapped it, it belongs to another row, or
/// it is damaged. Names the row, its IMSI shortened as everywhere; [#imsi] has it in full for the
/// operator's own tools.
public final class UnwrapFailed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String digits;

    UnwrapFailed(String symbol, Imsi imsi) {
        super(
                symbol
                        + " of "
                        + imsi
                        + " does not unwrap: wrong master key file, or a damaged or exchanged row");
        this.digits = imsi.digits();
    }

    /// Whose row it is. Never for a log in full.
    public Imsi imsi() {
        return new Imsi(digits);
    }
}
