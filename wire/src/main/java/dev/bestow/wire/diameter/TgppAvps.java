package dev.bestow.wire.diameter;

import static dev.bestow.wire.diameter.AvpType.ENUMERATED;
import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.AvpType.UTF8_STRING;

import java.util.List;

/// AVPs of 3GPP that more than one of S6a, S6t and T6a use. What belongs to one interface is in its own
/// registry.
public final class TgppAvps {
    /// 3GPP's private enterprise number.
    public static final int VENDOR_ID = 10_415;

    /// Four hex digits (TS 29.061 clause 16.4.7).
    public static final AvpDefinition CHARGING_CHARACTERISTICS =
            must(13, "3GPP-Charging-Characteristics", UTF8_STRING);

    /// TS 29.229 clause 6.3.29: one list of features of one vendor.
    public static final AvpDefinition SUPPORTED_FEATURES = may(628, "Supported-Features", GROUPED);

    public static final AvpDefinition FEATURE_LIST_ID = may(629, "Feature-List-ID", UNSIGNED32);
    public static final AvpDefinition FEATURE_LIST = may(630, "Feature-List", UNSIGNED32);
    public static final AvpDefinition MSISDN = must(701, "MSISDN", OCTET_STRING);

    /// TS 29.212 clause 5.3.31.
    public static final AvpDefinition RAT_TYPE = may(1032, "RAT-Type", ENUMERATED);

    public static final AvpDefinition TERMINAL_INFORMATION =
            must(1401, "Terminal-Information", GROUPED);

    /// 3 octets, see [dev.bestow.core.PlmnId].
    public static final AvpDefinition VISITED_PLMN_ID = must(1407, "Visited-PLMN-Id", OCTET_STRING);

    /// 16 octets.
    public static final AvpDefinition RAND = must(1447, "RAND", OCTET_STRING);

    public static final AvpDefinition LMSI = must(2400, "LMSI", OCTET_STRING);

    /// TS 29.336 clause 6.4.2, see [UserIdentifier].
    public static final AvpDefinition USER_IDENTIFIER = must(3102, "User-Identifier", GROUPED);

    /// `local@domain` (TS 23.003 clause 19.7.2).
    public static final AvpDefinition EXTERNAL_IDENTIFIER =
            must(3111, "External-Identifier", UTF8_STRING);

    public static final AvpDefinition MONITORING_EVENT_CONFIGURATION =
            must(3122, "Monitoring-Event-Configuration", GROUPED);
    public static final AvpDefinition MONITORING_EVENT_REPORT =
            must(3123, "Monitoring-Event-Report", GROUPED);

    public static final List<AvpDefinition> ALL =
            List.of(
                    CHARGING_CHARACTERISTICS,
                    SUPPORTED_FEATURES,
                    FEATURE_LIST_ID,
                    FEATURE_LIST,
                    MSISDN,
                    RAT_TYPE,
                    TERMINAL_INFORMATION,
                    VISITED_PLMN_ID,
                    RAND,
                    LMSI,
                    USER_IDENTIFIER,
                    EXTERNAL_IDENTIFIER,
                    MONITORING_EVENT_CONFIGURATION,
                    MONITORING_EVENT_REPORT);

    /// These and [ReadOverAvps].
    public static final AvpDictionary DICTIONARY =
            AvpDictionary.of(ALL).or(AvpDictionary.of(ReadOverAvps.ALL));

    private TgppAvps() {}

    /// A row of 3GPP whose specification sets the M flag.
    public static AvpDefinition must(int code, String name, AvpType type) {
        return new AvpDefinition(code, VENDOR_ID, true, name, type);
    }

    /// A row of 3GPP whose specification leaves the M flag clear.
    public static AvpDefinition may(int code, String name, AvpType type) {
        return new AvpDefinition(code, VENDOR_ID, false, name, type);
    }
}
