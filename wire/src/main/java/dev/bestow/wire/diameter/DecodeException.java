package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

/// Octets of a peer that do not follow the grammar. The [Kind] decides the reaction, see the table in
/// the package description. The message names AVPs and offsets, never content. Carries no stack trace:
/// a peer may cause any number of these.
public final class DecodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int offset;
    private final byte @Nullable [] failedAvp;

    /// What is wrong, and thereby what happens to request and connection.
    public enum Kind {
        VERSION(Reaction.CLOSE, ResultCode.UNSUPPORTED_VERSION),
        MESSAGE_LENGTH(Reaction.CLOSE, ResultCode.INVALID_MESSAGE_LENGTH),
        HEADER_BITS(Reaction.ANSWER, ResultCode.INVALID_HDR_BITS),
        COMMAND(Reaction.ANSWER, ResultCode.COMMAND_UNSUPPORTED),
        APPLICATION(Reaction.ANSWER, ResultCode.APPLICATION_UNSUPPORTED),
        AVP_BITS(Reaction.ANSWER, ResultCode.INVALID_AVP_BITS),
        AVP_LENGTH(Reaction.ANSWER, ResultCode.INVALID_AVP_LENGTH),
        AVP_DEPTH(Reaction.ANSWER, ResultCode.INVALID_AVP_VALUE),
        AVP_VALUE(Reaction.ANSWER, ResultCode.INVALID_AVP_VALUE),
        AVP_UNSUPPORTED(Reaction.ANSWER, ResultCode.AVP_UNSUPPORTED),
        AVP_MISSING(Reaction.ANSWER, ResultCode.MISSING_AVP),
        AVP_NOT_ALLOWED(Reaction.ANSWER, ResultCode.AVP_NOT_ALLOWED),
        AVP_TOO_MANY(Reaction.ANSWER, ResultCode.AVP_OCCURS_TOO_MANY_TIMES);

        private final Reaction reaction;
        private final int resultCode;

        Kind(Reaction reaction, int resultCode) {
            this.reaction = reaction;
            this.resultCode = resultCode;
        }

        public Reaction reaction() {
            return reaction;
        }

        /// The Result-Code that names this failure, sent only where the reaction is to answer.
        public int resultCode() {
            return resultCode;
        }
    }

    /// What the receiver does.
    public enum Reaction {
        /// Answer the request with the kind's Result-Code and go on.
        ANSWER,
        /// Close the connection: what follows cannot be framed.
        CLOSE
    }

    private DecodeException(Kind kind, int offset, String what, byte @Nullable [] failedAvp) {
        super(kind + " at octet " + offset + ": " + what, null, false, false);
        this.kind = kind;
        this.offset = offset;
        this.failedAvp = failedAvp;
    }

    /// A failure of the whole message. `offset` counts from its first octet.
    public static DecodeException of(Kind kind, int offset, String what) {
        return new DecodeException(kind, offset, what, null);
    }

    /// A failure of one AVP. `encodedAvp` goes into Failed-AVP as it is: a valid AVP including its
    /// padding, owned by the exception from here on.
    static DecodeException of(Kind kind, int offset, String what, byte[] encodedAvp) {
        return new DecodeException(kind, offset, what, encodedAvp);
    }

    /// A required AVP is absent. The example in Failed-AVP has the least data its type needs, zeroed
    /// (RFC 6733 clause 7.1.5).
    public static DecodeException missing(AvpDefinition required) {
        byte[] example =
                example(required.code(), required.vendorId(), required.type().leastOctets());
        if (required.mandatory()) {
            example[4] |= (byte) AvpCursor.FLAG_MANDATORY;
        }
        return new DecodeException(Kind.AVP_MISSING, 0, required.toString(), example);
    }

    static byte[] example(int code, int vendorId, int dataOctets) {
        int header = vendorId == 0 ? AvpCursor.HEADER_OCTETS : AvpCursor.VENDOR_HEADER_OCTETS;
        byte[] avp = new byte[BigEndian.padded(header + dataOctets)];
        BigEndian.putInt32(avp, 0, code);
        BigEndian.putInt32(avp, 4, header + dataOctets);
        if (vendorId != 0) {
            avp[4] = (byte) AvpCursor.FLAG_VENDOR;
            BigEndian.putInt32(avp, 8, vendorId);
        }
        return avp;
    }

    public Kind kind() {
        return kind;
    }

    /// Where in the message, counted from its first octet; 0 for an AVP that is not there.
    public int offset() {
        return offset;
    }

    /// Whether an answer carries a Failed-AVP.
    public boolean hasFailedAvp() {
        return failedAvp != null;
    }

    /// Puts Failed-AVP with the offending AVP, or nothing when the failure concerns no AVP. It is not
    /// handed out otherwise: a malformed key AVP is still a key.
    void putFailedAvp(MessageBuilder answer) {
        if (failedAvp != null) {
            answer.openGroup(BaseAvps.FAILED_AVP)
                    .putEncoded(failedAvp, 0, failedAvp.length)
                    .closeGroup();
        }
    }
}
