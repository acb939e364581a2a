package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

/// What a result is called in the specification that defines it: an operator looks for the name, and
/// 5001 alone is two different ones.
final class ResultNames {
    private ResultNames() {}

    /// The name of a Result-Code (vendor 0) or of an Experimental-Result-Code, or null for one that none of
    /// our specifications has.
    static @Nullable String of(int vendorId, int code) {
        String name =
                switch (vendorId) {
                    case 0 -> base(code);
                    case TgppAvps.VENDOR_ID -> tgpp(code);
                    default -> null;
                };
        return name == null ? null : "DIAMETER_" + name;
    }

    /// RFC 6733 clause 7.1.
    private static @Nullable String base(int code) {
        return switch (code) {
            case 1001 -> "MULTI_ROUND_AUTH";
            case 2001 -> "SUCCESS";
            case 2002 -> "LIMITED_SUCCESS";
            case 3001 -> "COMMAND_UNSUPPORTED";
            case 3002 -> "UNABLE_TO_DELIVER";
            case 3003 -> "REALM_NOT_SERVED";
            case 3004 -> "TOO_BUSY";
            case 3005 -> "LOOP_DETECTED";
            case 3006 -> "REDIRECT_INDICATION";
            case 3007 -> "APPLICATION_UNSUPPORTED";
            case 3008 -> "INVALID_HDR_BITS";
            case 3009 -> "INVALID_AVP_BITS";
            case 3010 -> "UNKNOWN_PEER";
            case 4001 -> "AUTHENTICATION_REJECTED";
            case 4002 -> "OUT_OF_SPACE";
            case 4003 -> "ELECTION_LOST";
            case 5001 -> "AVP_UNSUPPORTED";
            case 5002 -> "UNKNOWN_SESSION_ID";
            case 5003 -> "AUTHORIZATION_REJECTED";
            case 5004 -> "INVALID_AVP_VALUE";
            case 5005 -> "MISSING_AVP";
            case 5006 -> "RESOURCES_EXCEEDED";
            case 5007 -> "CONTRADICTING_AVPS";
            case 5008 -> "AVP_NOT_ALLOWED";
            case 5009 -> "AVP_OCCURS_TOO_MANY_TIMES";
            case 5010 -> "NO_COMMON_APPLICATION";
            case 5011 -> "UNSUPPORTED_VERSION";
            case 5012 -> "UNABLE_TO_COMPLY";
            case 5013 -> "INVALID_BIT_IN_HEADER";
            case 5014 -> "INVALID_AVP_LENGTH";
            case 5015 -> "INVALID_MESSAGE_LENGTH";
            case 5016 -> "INVALID_AVP_BIT_COMBO";
            case 5017 -> "NO_COMMON_SECURITY";
            default -> null;
        };
    }

    /// TS 29.272 clause 7.4, TS 29.336 clause 6.5, TS 29.128 clause 6.5, TS 29.329 clause 6.2.
    private static @Nullable String tgpp(int code) {
        return switch (code) {
            case 4100 -> "USER_DATA_NOT_AVAILABLE";
            case 4101 -> "PRIOR_UPDATE_IN_PROGRESS";
            case 4181 -> "AUTHENTICATION_DATA_UNAVAILABLE";
            case 4182 -> "ERROR_CAMEL_SUBSCRIPTION_PRESENT";
            case 5001 -> "ERROR_USER_UNKNOWN";
            case 5004 -> "ERROR_ROAMING_NOT_ALLOWED";
            case 5100 -> "ERROR_USER_DATA_NOT_RECOGNIZED";
            case 5101 -> "ERROR_OPERATION_NOT_ALLOWED";
            case 5420 -> "ERROR_UNKNOWN_EPS_SUBSCRIPTION";
            case 5421 -> "ERROR_RAT_NOT_ALLOWED";
            case 5422 -> "ERROR_EQUIPMENT_UNKNOWN";
            case 5423 -> "ERROR_UNKNOWN_SERVING_NODE";
            case 5510 -> "ERROR_UNAUTHORIZED_REQUESTING_ENTITY";
            case 5511 -> "ERROR_UNAUTHORIZED_SERVICE";
            case 5512 -> "ERROR_REQUESTED_RANGE_IS_NOT_ALLOWED";
            case 5513 -> "ERROR_CONFIGURATION_EVENT_STORAGE_NOT_SUCCESSFUL";
            case 5514 -> "ERROR_CONFIGURATION_EVENT_NON_EXISTANT";
            case 5650 -> "ERROR_REQUESTED_LOCATION_NOT_SERVED";
            case 5651 -> "ERROR_INVALID_EPS_BEARER";
            case 5652 -> "ERROR_NIDD_CONFIGURATION_NOT_AVAILABLE";
            case 5653 -> "ERROR_USER_TEMPORARILY_UNREACHABLE";
            default -> null;
        };
    }
}
