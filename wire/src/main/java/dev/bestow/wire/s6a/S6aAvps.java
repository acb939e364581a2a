package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.AvpType.ENUMERATED;
import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.AvpType.UTF8_STRING;
import static dev.bestow.wire.diameter.TgppAvps.may;
import static dev.bestow.wire.diameter.TgppAvps.must;

import dev.bestow.wire.diameter.AvpDefinition;

import java.util.List;

/// AVPs of S6a (TS 29.272 clause 7.3.1) that Bestow writes and reads; the others of that clause are in
/// [dev.bestow.wire.diameter.ReadOverAvps].
public final class S6aAvps {
    /// Bits per second (TS 29.214 clause 5.3.14).
    public static final AvpDefinition MAX_REQUESTED_BANDWIDTH_DL =
            must(515, "Max-Requested-Bandwidth-DL", UNSIGNED32);

    /// Bits per second (TS 29.214 clause 5.3.15).
    public static final AvpDefinition MAX_REQUESTED_BANDWIDTH_UL =
            must(516, "Max-Requested-Bandwidth-UL", UNSIGNED32);

    /// 1 to 254 (TS 29.212 clause 5.3.17).
    public static final AvpDefinition QOS_CLASS_IDENTIFIER =
            must(1028, "QoS-Class-Identifier", ENUMERATED);

    /// TS 29.212 clause 5.3.32, which leaves the M flag clear, as in the three AVPs it holds.
    public static final AvpDefinition ALLOCATION_RETENTION_PRIORITY =
            may(1034, "Allocation-Retention-Priority", GROUPED);

    /// 1 (first) to 15.
    public static final AvpDefinition PRIORITY_LEVEL = may(1046, "Priority-Level", UNSIGNED32);

    /// 0 enabled, 1 disabled.
    public static final AvpDefinition PRE_EMPTION_CAPABILITY =
            may(1047, "Pre-emption-Capability", ENUMERATED);

    /// 0 enabled, 1 disabled.
    public static final AvpDefinition PRE_EMPTION_VULNERABILITY =
            may(1048, "Pre-emption-Vulnerability", ENUMERATED);

    /// Holds APN-Configuration-Profile and, in our network, Security-Policy.
    public static final AvpDefinition SUBSCRIPTION_DATA = must(1400, "Subscription-Data", GROUPED);

    /// CK, 16 octets (TS 29.229 clause 6.3.27).
    public static final AvpDefinition CONFIDENTIALITY_KEY =
            must(625, "Confidentiality-Key", OCTET_STRING);

    /// IK, 16 octets (TS 29.229 clause 6.3.28).
    public static final AvpDefinition INTEGRITY_KEY = must(626, "Integrity-Key", OCTET_STRING);

    /// 14 or 15 digits.
    public static final AvpDefinition IMEI = must(1402, "IMEI", UTF8_STRING);

    /// 2 digits.
    public static final AvpDefinition SOFTWARE_VERSION =
            must(1403, "Software-Version", UTF8_STRING);

    public static final AvpDefinition ULR_FLAGS = must(1405, "ULR-Flags", UNSIGNED32);
    public static final AvpDefinition ULA_FLAGS = must(1406, "ULA-Flags", UNSIGNED32);
    public static final AvpDefinition REQUESTED_EUTRAN_AUTHENTICATION_INFO =
            must(1408, "Requested-EUTRAN-Authentication-Info", GROUPED);
    public static final AvpDefinition REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO =
            must(1409, "Requested-UTRAN-GERAN-Authentication-Info", GROUPED);
    public static final AvpDefinition NUMBER_OF_REQUESTED_VECTORS =
            must(1410, "Number-Of-Requested-Vectors", UNSIGNED32);

    /// 30 octets: RAND 16, AUTS 14.
    public static final AvpDefinition RE_SYNCHRONIZATION_INFO =
            must(1411, "Re-Synchronization-Info", OCTET_STRING);

    /// Its presence is the message.
    public static final AvpDefinition IMMEDIATE_RESPONSE_PREFERRED =
            must(1412, "Immediate-Response-Preferred", UNSIGNED32);

    public static final AvpDefinition AUTHENTICATION_INFO =
            must(1413, "Authentication-Info", GROUPED);

    /// Holds, in our network, the Ks of the same run.
    public static final AvpDefinition E_UTRAN_VECTOR = must(1414, "E-UTRAN-Vector", GROUPED);

    public static final AvpDefinition UTRAN_VECTOR = must(1415, "UTRAN-Vector", GROUPED);
    public static final AvpDefinition NETWORK_ACCESS_MODE =
            must(1417, "Network-Access-Mode", ENUMERATED);
    public static final AvpDefinition ITEM_NUMBER = must(1419, "Item-Number", UNSIGNED32);
    public static final AvpDefinition CANCELLATION_TYPE =
            must(1420, "Cancellation-Type", ENUMERATED);
    public static final AvpDefinition CONTEXT_IDENTIFIER =
            must(1423, "Context-Identifier", UNSIGNED32);

    /// 0 SERVICE_GRANTED, 1 OPERATOR_DETERMINED_BARRING.
    public static final AvpDefinition SUBSCRIBER_STATUS =
            must(1424, "Subscriber-Status", ENUMERATED);

    /// Bits; 0 restricts nothing.
    public static final AvpDefinition ACCESS_RESTRICTION_DATA =
            must(1426, "Access-Restriction-Data", UNSIGNED32);

    public static final AvpDefinition ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR =
            must(1428, "All-APN-Configurations-Included-Indicator", ENUMERATED);
    public static final AvpDefinition APN_CONFIGURATION_PROFILE =
            must(1429, "APN-Configuration-Profile", GROUPED);
    public static final AvpDefinition APN_CONFIGURATION = must(1430, "APN-Configuration", GROUPED);
    public static final AvpDefinition EPS_SUBSCRIBED_QOS_PROFILE =
            must(1431, "EPS-Subscribed-QoS-Profile", GROUPED);
    public static final AvpDefinition AMBR = must(1435, "AMBR", GROUPED);
    public static final AvpDefinition PUA_FLAGS = must(1442, "PUA-Flags", UNSIGNED32);

    /// 4 to 16 octets.
    public static final AvpDefinition XRES = must(1448, "XRES", OCTET_STRING);

    /// 16 octets.
    public static final AvpDefinition AUTN = must(1449, "AUTN", OCTET_STRING);

    /// 32 octets.
    public static final AvpDefinition KASME = must(1450, "KASME", OCTET_STRING);

    public static final AvpDefinition PDN_TYPE = must(1456, "PDN-Type", ENUMERATED);
    public static final AvpDefinition ERROR_DIAGNOSTIC = may(1614, "Error-Diagnostic", ENUMERATED);
    public static final AvpDefinition CLR_FLAGS = may(1638, "CLR-Flags", UNSIGNED32);

    /// Written and read here, apart from [dev.bestow.wire.diameter.TgppAvps].
    public static final List<AvpDefinition> ALL =
            List.of(
                    MAX_REQUESTED_BANDWIDTH_DL,
                    MAX_REQUESTED_BANDWIDTH_UL,
                    QOS_CLASS_IDENTIFIER,
                    ALLOCATION_RETENTION_PRIORITY,
                    PRIORITY_LEVEL,
                    PRE_EMPTION_CAPABILITY,
                    PRE_EMPTION_VULNERABILITY,
                    CONFIDENTIALITY_KEY,
                    INTEGRITY_KEY,
                    SUBSCRIPTION_DATA,
                    IMEI,
                    SOFTWARE_VERSION,
                    ULR_FLAGS,
                    ULA_FLAGS,
                    REQUESTED_EUTRAN_AUTHENTICATION_INFO,
                    REQUESTED_UTRAN_GERAN_AUTHENTICATION_INFO,
                    NUMBER_OF_REQUESTED_VECTORS,
                    RE_SYNCHRONIZATION_INFO,
                    IMMEDIATE_RESPONSE_PREFERRED,
                    AUTHENTICATION_INFO,
                    E_UTRAN_VECTOR,
                    UTRAN_VECTOR,
                    NETWORK_ACCESS_MODE,
                    ITEM_NUMBER,
                    CANCELLATION_TYPE,
                    CONTEXT_IDENTIFIER,
                    SUBSCRIBER_STATUS,
                    ACCESS_RESTRICTION_DATA,
                    ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR,
                    APN_CONFIGURATION_PROFILE,
                    APN_CONFIGURATION,
                    EPS_SUBSCRIBED_QOS_PROFILE,
                    AMBR,
                    PUA_FLAGS,
                    XRES,
                    AUTN,
                    KASME,
                    PDN_TYPE,
                    ERROR_DIAGNOSTIC,
                    CLR_FLAGS);

    private S6aAvps() {}
}
