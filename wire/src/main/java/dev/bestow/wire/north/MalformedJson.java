package dev.bestow.wire.north;

/// Octets that are not the JSON expected: where, and what is wrong. Never quotes them, since they may
/// hold a key.
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    /// How a text can be wrong.
    public enum Kind {
        /// No JSON at all (RFC 8259).
        SYNTAX,
        /// JSON, but this field is unknown, twice, or of another type or value.
        FIELD,
        /// JSON without a field that has to be there.
        MISSING
    }

    private final Kind kind;
    private final String field;
    private final String reason;

    MalformedJson(Kind kind, String field, String reason) {
        super(field.isEmpty() ? reason : field + " " + reason);
        this.kind = kind;
        this.field = field;
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    /// Path of the field with dots, empty at the top.
    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
