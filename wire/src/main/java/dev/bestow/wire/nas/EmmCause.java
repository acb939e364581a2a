package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;

import java.util.Map;

/// EMM cause, 1 octet (TS 24.301 clause 9.9.3.9). An open code space: a value without a name here
/// is kept as it came.
public record EmmCause(int value) {
    public static final EmmCause IMSI_UNKNOWN_IN_HSS = new EmmCause(2);
    public static final EmmCause ILLEGAL_UE = new EmmCause(3);
    public static final EmmCause IMEI_NOT_ACCEPTED = new EmmCause(5);
    public static final EmmCause ILLEGAL_ME = new EmmCause(6);
    public static final EmmCause EPS_SERVICES_NOT_ALLOWED = new EmmCause(7);
    public static final EmmCause EPS_AND_NON_EPS_SERVICES_NOT_ALLOWED = new EmmCause(8);
    public static final EmmCause UE_IDENTITY_CANNOT_BE_DERIVED = new EmmCause(9);
    public static final EmmCause IMPLICITLY_DETACHED = new EmmCause(10);
    public static final EmmCause PLMN_NOT_ALLOWED = new EmmCause(11);
    public static final EmmCause TRACKING_AREA_NOT_ALLOWED = new EmmCause(12);
    public static final EmmCause EPS_SERVICES_NOT_ALLOWED_IN_PLMN = new EmmCause(14);
    public static final EmmCause NO_SUITABLE_CELLS = new EmmCause(15);
    public static final EmmCause NETWORK_FAILURE = new EmmCause(17);
    public static final EmmCause ESM_FAILURE = new EmmCause(19);
    public static final EmmCause MAC_FAILURE = new EmmCause(20);
    public static final EmmCause SYNCH_FAILURE = new EmmCause(21);
    public static final EmmCause CONGESTION = new EmmCause(22);
    public static final EmmCause SECURITY_CAPABILITIES_MISMATCH = new EmmCause(23);
    public static final EmmCause SECURITY_MODE_REJECTED = new EmmCause(24);
    public static final EmmCause NOT_AUTHORIZED_FOR_CSG = new EmmCause(25);
    public static final EmmCause NON_EPS_AUTHENTICATION_UNACCEPTABLE = new EmmCause(26);
    public static final EmmCause SEMANTICALLY_INCORRECT_MESSAGE = new EmmCause(95);
    public static final EmmCause INVALID_MANDATORY_INFORMATION = new EmmCause(96);
    public static final EmmCause MESSAGE_TYPE_NON_EXISTENT = new EmmCause(97);
    public static final EmmCause MESSAGE_NOT_COMPATIBLE = new EmmCause(98);
    public static final EmmCause INFORMATION_ELEMENT_NON_EXISTENT = new EmmCause(99);
    public static final EmmCause CONDITIONAL_IE_ERROR = new EmmCause(100);
    public static final EmmCause PROTOCOL_ERROR = new EmmCause(111);

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(2, "IMSI unknown in HSS"),
                    Map.entry(3, "illegal UE"),
                    Map.entry(5, "IMEI not accepted"),
                    Map.entry(6, "illegal ME"),
                    Map.entry(7, "EPS services not allowed"),
                    Map.entry(8, "EPS services and non-EPS services not allowed"),
                    Map.entry(9, "UE identity cannot be derived by the network"),
                    Map.entry(10, "implicitly detached"),
                    Map.entry(11, "PLMN not allowed"),
                    Map.entry(12, "tracking area not allowed"),
                    Map.entry(13, "roaming not allowed in this tracking area"),
                    Map.entry(14, "EPS services not allowed in this PLMN"),
                    Map.entry(15, "no suitable cells in tracking area"),
                    Map.entry(17, "network failure"),
                    Map.entry(19, "ESM failure"),
                    Map.entry(20, "MAC failure"),
                    Map.entry(21, "synch failure"),
                    Map.entry(22, "congestion"),
                    Map.entry(23, "UE security capabilities mismatch"),
                    Map.entry(24, "security mode rejected, unspecified"),
                    Map.entry(25, "not authorized for this CSG"),
                    Map.entry(26, "non-EPS authentication unacceptable"),
                    Map.entry(42, "severe network failure"),
                    Map.entry(95, "semantically incorrect message"),
                    Map.entry(96, "invalid mandatory information"),
                    Map.entry(97, "message type non-existent or not implemented"),
                    Map.entry(98, "message type not compatible with the protocol state"),
                    Map.entry(99, "information element non-existent or not implemented"),
                    Map.entry(100, "conditional IE error"),
                    Map.entry(111, "protocol error, unspecified"));

    public EmmCause {
        if (value < 0 || value > 0xff) {
            throw new InvalidValue("EMM cause", "needs 8 bits");
        }
    }

    /// The number as specifications write it, and the name where there is one: `#21 synch failure`.
    @Override
    public String toString() {
        String name = NAMES.get(value);
        return name == null ? "#" + value : "#" + value + " " + name;
    }
}
