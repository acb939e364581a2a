package dev.bestow.wire.diameter;

/// Command codes of the commands spoken here, and the abbreviations logs use.
public final class CommandCode {
    public static final int CAPABILITIES_EXCHANGE = 257;
    public static final int DEVICE_WATCHDOG = 280;
    public static final int DISCONNECT_PEER = 282;
    public static final int UPDATE_LOCATION = 316;
    public static final int CANCEL_LOCATION = 317;
    public static final int AUTHENTICATION_INFORMATION = 318;
    public static final int INSERT_SUBSCRIBER_DATA = 319;
    public static final int DELETE_SUBSCRIBER_DATA = 320;
    public static final int PURGE_UE = 321;
    public static final int RESET = 322;
    public static final int NOTIFY = 323;

    /// On S6t and on T6a.
    public static final int CONFIGURATION_INFORMATION = 8_388_718;

    /// On S6t and on T6a.
    public static final int REPORTING_INFORMATION = 8_388_719;

    public static final int NIDD_INFORMATION = 8_388_726;
    public static final int CONNECTION_MANAGEMENT = 8_388_732;
    public static final int MO_DATA = 8_388_733;
    public static final int MT_DATA = 8_388_734;

    private CommandCode() {}

    /// `AIR`, `AIA`, … or the bare number of a command not spoken here.
    public static String name(int code, boolean request) {
        String stem =
                switch (code) {
                    case CAPABILITIES_EXCHANGE -> "CE";
                    case DEVICE_WATCHDOG -> "DW";
                    case DISCONNECT_PEER -> "DP";
                    case UPDATE_LOCATION -> "UL";
                    case CANCEL_LOCATION -> "CL";
                    case AUTHENTICATION_INFORMATION -> "AI";
                    case INSERT_SUBSCRIBER_DATA -> "ID";
                    case DELETE_SUBSCRIBER_DATA -> "DS";
                    case PURGE_UE -> "PU";
                    case RESET -> "RS";
                    case NOTIFY -> "NO";
                    case CONFIGURATION_INFORMATION -> "CI";
                    case REPORTING_INFORMATION -> "RI";
                    case NIDD_INFORMATION -> "NI";
                    case CONNECTION_MANAGEMENT -> "CM";
                    case MO_DATA -> "OD";
                    case MT_DATA -> "TD";
                    default -> code + "-";
                };
        return stem + (request ? "R" : "A");
    }
}
