package dev.bestow.aka;

import org.jspecify.annotations.Nullable;

/// There is no card to ask: it was taken out, its reader unplugged, or it is silent. What a card
/// answers is a [UsimAnswer] instead.
public final class UsimGone extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UsimGone(String reason) {
        this(reason, null);
    }

    public UsimGone(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// What happened and what puts it right, in words fit for an operator's screen.
    public String reason() {
        return reason;
    }
}
