package dev.bestow.wire.diameter;

import static dev.bestow.wire.diameter.AvpType.ADDRESS;
import static dev.bestow.wire.diameter.AvpType.ENUMERATED;
import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.IDENTITY;
import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.AvpType.URI;
import static dev.bestow.wire.diameter.AvpType.UTF8_STRING;

import java.util.List;

/// AVPs of vendor 0: the base protocol's own (RFC 6733 clause 4.5) and those of other IETF applications
/// that S6a, S6t and T6a reuse.
public final class BaseAvps {
    public static final AvpDefinition USER_NAME = must(1, "User-Name", UTF8_STRING);
    public static final AvpDefinition PROXY_STATE = must(33, "Proxy-State", OCTET_STRING);
    public static final AvpDefinition HOST_IP_ADDRESS = must(257, "Host-IP-Address", ADDRESS);
    public static final AvpDefinition AUTH_APPLICATION_ID =
            must(258, "Auth-Application-Id", UNSIGNED32);
    public static final AvpDefinition ACCT_APPLICATION_ID =
            must(259, "Acct-Application-Id", UNSIGNED32);
    public static final AvpDefinition VENDOR_SPECIFIC_APPLICATION_ID =
            must(260, "Vendor-Specific-Application-Id", GROUPED);

    /// `host;high 32 bits;low 32 bits`, the first AVP of every message of a session.
    public static final AvpDefinition SESSION_ID = must(263, "Session-Id", UTF8_STRING);

    public static final AvpDefinition ORIGIN_HOST = must(264, "Origin-Host", IDENTITY);
    public static final AvpDefinition SUPPORTED_VENDOR_ID =
            must(265, "Supported-Vendor-Id", UNSIGNED32);
    public static final AvpDefinition VENDOR_ID = must(266, "Vendor-Id", UNSIGNED32);
    public static final AvpDefinition FIRMWARE_REVISION = may(267, "Firmware-Revision", UNSIGNED32);
    public static final AvpDefinition RESULT_CODE = must(268, "Result-Code", UNSIGNED32);
    public static final AvpDefinition PRODUCT_NAME = may(269, "Product-Name", UTF8_STRING);
    public static final AvpDefinition DISCONNECT_CAUSE = must(273, "Disconnect-Cause", ENUMERATED);
    public static final AvpDefinition AUTH_SESSION_STATE =
            must(277, "Auth-Session-State", ENUMERATED);
    public static final AvpDefinition ORIGIN_STATE_ID = must(278, "Origin-State-Id", UNSIGNED32);
    public static final AvpDefinition FAILED_AVP = must(279, "Failed-AVP", GROUPED);
    public static final AvpDefinition PROXY_HOST = must(280, "Proxy-Host", IDENTITY);
    public static final AvpDefinition ERROR_MESSAGE = may(281, "Error-Message", UTF8_STRING);
    public static final AvpDefinition ROUTE_RECORD = must(282, "Route-Record", IDENTITY);
    public static final AvpDefinition DESTINATION_REALM = must(283, "Destination-Realm", IDENTITY);
    public static final AvpDefinition PROXY_INFO = must(284, "Proxy-Info", GROUPED);
    public static final AvpDefinition REDIRECT_HOST = must(292, "Redirect-Host", URI);
    public static final AvpDefinition DESTINATION_HOST = must(293, "Destination-Host", IDENTITY);
    public static final AvpDefinition ERROR_REPORTING_HOST =
            may(294, "Error-Reporting-Host", IDENTITY);
    public static final AvpDefinition ORIGIN_REALM = must(296, "Origin-Realm", IDENTITY);
    public static final AvpDefinition EXPERIMENTAL_RESULT =
            must(297, "Experimental-Result", GROUPED);
    public static final AvpDefinition EXPERIMENTAL_RESULT_CODE =
            must(298, "Experimental-Result-Code", UNSIGNED32);
    public static final AvpDefinition INBAND_SECURITY_ID =
            must(299, "Inband-Security-Id", UNSIGNED32);
    public static final AvpDefinition DRMP = may(301, "DRMP", ENUMERATED);

    /// The APN, on S6a and T6a.
    public static final AvpDefinition SERVICE_SELECTION =
            must(493, "Service-Selection", UTF8_STRING);

    public static final AvpDefinition OC_SUPPORTED_FEATURES =
            may(621, "OC-Supported-Features", GROUPED);
    public static final AvpDefinition OC_OLR = may(623, "OC-OLR", GROUPED);
    public static final AvpDefinition LOAD = may(650, "Load", GROUPED);

    /// Auth-Session-State: no state is kept, in every command spoken here.
    public static final int NO_STATE_MAINTAINED = 1;

    public static final List<AvpDefinition> ALL =
            List.of(
                    USER_NAME,
                    PROXY_STATE,
                    HOST_IP_ADDRESS,
                    AUTH_APPLICATION_ID,
                    ACCT_APPLICATION_ID,
                    VENDOR_SPECIFIC_APPLICATION_ID,
                    SESSION_ID,
                    ORIGIN_HOST,
                    SUPPORTED_VENDOR_ID,
                    VENDOR_ID,
                    FIRMWARE_REVISION,
                    RESULT_CODE,
                    PRODUCT_NAME,
                    DISCONNECT_CAUSE,
                    AUTH_SESSION_STATE,
                    ORIGIN_STATE_ID,
                    FAILED_AVP,
                    PROXY_HOST,
                    ERROR_MESSAGE,
                    ROUTE_RECORD,
                    DESTINATION_REALM,
                    PROXY_INFO,
                    REDIRECT_HOST,
                    DESTINATION_HOST,
                    ERROR_REPORTING_HOST,
                    ORIGIN_REALM,
                    EXPERIMENTAL_RESULT,
                    EXPERIMENTAL_RESULT_CODE,
                    INBAND_SECURITY_ID,
                    DRMP,
                    SERVICE_SELECTION,
                    OC_SUPPORTED_FEATURES,
                    OC_OLR,
                    LOAD);

    public static final AvpDictionary DICTIONARY = AvpDictionary.of(ALL);

    private BaseAvps() {}

    private static AvpDefinition must(int code, String name, AvpType type) {
        return new AvpDefinition(code, 0, true, name, type);
    }

    private static AvpDefinition may(int code, String name, AvpType type) {
        return new AvpDefinition(code, 0, false, name, type);
    }
}
