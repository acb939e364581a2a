package dev.bestow.wire.nas;

/// Octets that are no NAS message (TS 24.301 clause 7). The [Kind] decides the reaction. Names a kind
/// and an offset, never content, and carries no stack trace: a peer may cause any number of these.
public final class NasDecodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int offset;

    /// What is wrong, and the cause to name in an answer.
    public enum Kind {
        /// Neither EMM nor ESM; to be ignored (clause 7.2).
        PROTOCOL,
        /// A security protected message where only a plain one can be read.
        PROTECTED,
        /// Too short to hold a message type, or all it must hold (clauses 7.1 and 7.5.1).
        TRUNCATED,
        /// The length of a mandatory element is not one its clause allows (clause 7.5.1).
        LENGTH,
        /// The content of a mandatory element is reserved or contradictory, which makes it syntactically
        /// incorrect (clause 7.5.1, TS 24.007 clause 11.4.2).
        VALUE,
        /// An element that this message needs because of another one is missing (clause 7.7.2).
        CONDITION,
        /// An unknown element that must not be skipped (clauses 5.5.1.2.7 and 7.5.1, TS 24.007 clause
        /// 11.2.4).
        COMPREHENSION;

        /// The cause to report. Whether a status message is sent at all is the receiver's decision.
        public EmmCause cause() {
            return switch (this) {
                case PROTOCOL -> EmmCause.PROTOCOL_ERROR;
                case PROTECTED -> EmmCause.MESSAGE_NOT_COMPATIBLE;
                case TRUNCATED, LENGTH, VALUE -> EmmCause.INVALID_MANDATORY_INFORMATION;
                case COMPREHENSION -> EmmCause.INFORMATION_ELEMENT_NON_EXISTENT;
                case CONDITION -> EmmCause.CONDITIONAL_IE_ERROR;
            };
        }
    }

    public NasDecodeException(Kind kind, int offset) {
        super(kind + " at offset " + offset, null, false, false);
        this.kind = kind;
        this.offset = offset;
    }

    public Kind kind() {
        return kind;
    }

    /// Where reading stopped, in octets from the start of the message.
    public int offset() {
        return offset;
    }
}
