package dev.bestow.wire.s6a;

import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;

import org.jspecify.annotations.Nullable;

/// Error-Diagnostic, Enumerated: what lies behind UNKNOWN_EPS_SUBSCRIPTION or ROAMING_NOT_ALLOWED (TS 29.272
/// clause 7.3.128). An open code space: any value is kept as it came.
public record ErrorDiagnostic(int code) {
    /// No EPS, but packet service over 2G and 3G.
    public static final ErrorDiagnostic GPRS_DATA_SUBSCRIBED = new ErrorDiagnostic(0);

    /// No packet service at all.
    public static final ErrorDiagnostic NO_GPRS_DATA_SUBSCRIBED = new ErrorDiagnostic(1);

    /// Barred by the operator: all packet services.
    public static final ErrorDiagnostic ODB_ALL_APN = new ErrorDiagnostic(2);

    /// Barred by the operator: access points of the home network, from a visited one.
    public static final ErrorDiagnostic ODB_HPLMN_APN = new ErrorDiagnostic(3);

    /// Barred by the operator: access points of the visited network.
    public static final ErrorDiagnostic ODB_VPLMN_APN = new ErrorDiagnostic(4);

    static @Nullable ErrorDiagnostic from(DiameterMessage answer) {
        AvpCursor avp = answer.find(S6aAvps.ERROR_DIAGNOSTIC);
        return avp == null ? null : new ErrorDiagnostic(avp.integer32());
    }

    static void put(@Nullable ErrorDiagnostic diagnostic, MessageBuilder answer) {
        if (diagnostic != null) {
            answer.put(S6aAvps.ERROR_DIAGNOSTIC, diagnostic.code());
        }
    }
}
