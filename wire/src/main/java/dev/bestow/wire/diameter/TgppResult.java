package dev.bestow.wire.diameter;

/// Experimental-Results of 3GPP that S6a, S6t and T6a answer with (TS 29.272 clause 7.4, TS 29.128
/// clause 6.5, TS 29.336 clause 6.5). 4xxx may be tried again, 5xxx will fail again.
public final class TgppResult {
    public static final Result AUTHENTICATION_DATA_UNAVAILABLE = tgpp(4181);
    public static final Result USER_UNKNOWN = tgpp(5001);
    public static final Result ROAMING_NOT_ALLOWED = tgpp(5004);
    public static final Result OPERATION_NOT_ALLOWED = tgpp(5101);
    public static final Result UNKNOWN_EPS_SUBSCRIPTION = tgpp(5420);
    public static final Result RAT_NOT_ALLOWED = tgpp(5421);
    public static final Result UNKNOWN_SERVING_NODE = tgpp(5423);
    public static final Result UNAUTHORIZED_REQUESTING_ENTITY = tgpp(5510);
    public static final Result NIDD_CONFIGURATION_NOT_AVAILABLE = tgpp(5652);
    public static final Result USER_TEMPORARILY_UNREACHABLE = tgpp(5653);

    private TgppResult() {}

    private static Result tgpp(int code) {
        return Result.experimental(TgppAvps.VENDOR_ID, code);
    }
}
