package dev.bestow.wire.diameter;

import dev.bestow.wire.diameter.DecodeException.Kind;

/// How an answer ended: a Result-Code of the base protocol (vendor 0), or an Experimental-Result of a
/// vendor. An answer has exactly one of them.
///
/// @param vendorId 0 for Result-Code
/// @param code the value
public record Result(int vendorId, int code) {
    public static final Result SUCCESS = new Result(0, ResultCode.SUCCESS);

    /// A Result-Code.
    public static Result of(int resultCode) {
        return new Result(0, resultCode);
    }

    /// An Experimental-Result; 3GPP's vendor id is 10415.
    public static Result experimental(int vendorId, int code) {
        return new Result(vendorId, code);
    }

    /// Reads it from an answer; neither AVP being there is `AVP_MISSING`.
    public static Result from(DiameterMessage answer) {
        AvpCursor plain = answer.find(BaseAvps.RESULT_CODE);
        if (plain != null) {
            return of(plain.integer32());
        }
        AvpCursor group = answer.require(BaseAvps.EXPERIMENTAL_RESULT);
        AvpCursor inner = group.group();
        int vendor = 0;
        int code = 0;
        while (inner.next()) {
            if (inner.is(BaseAvps.VENDOR_ID)) {
                vendor = inner.integer32();
            } else if (inner.is(BaseAvps.EXPERIMENTAL_RESULT_CODE)) {
                code = inner.integer32();
            }
        }
        if (vendor == 0 || code == 0) {
            throw group.refuse(Kind.AVP_VALUE);
        }
        return experimental(vendor, code);
    }

    /// For people: `DIAMETER_ERROR_USER_UNKNOWN (5001)`, or the bare number where it has no name here.
    @Override
    public String toString() {
        String name = ResultNames.of(vendorId, code);
        if (name != null) {
            return name + " (" + code + ")";
        }
        return vendorId == 0
                ? "Result-Code " + code
                : "Experimental-Result-Code "
                        + code
                        + " of vendor "
                        + Integer.toUnsignedString(vendorId);
    }

    public boolean isSuccess() {
        return ResultCode.isSuccess(code);
    }

    /// Puts Result-Code or Experimental-Result, and the E flag where the base protocol wants it.
    public void putInto(MessageBuilder answer) {
        if (vendorId == 0) {
            answer.put(BaseAvps.RESULT_CODE, code);
            if (ResultCode.isProtocolError(code)) {
                answer.error();
            }
        } else {
            answer.openGroup(BaseAvps.EXPERIMENTAL_RESULT)
                    .put(BaseAvps.VENDOR_ID, vendorId)
                    .put(BaseAvps.EXPERIMENTAL_RESULT_CODE, code)
                    .closeGroup();
        }
    }
}
