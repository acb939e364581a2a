package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.TgppAvps.TERMINAL_INFORMATION;
import static dev.bestow.wire.s6a.S6aAvps.IMEI;
import static dev.bestow.wire.s6a.S6aAvps.SOFTWARE_VERSION;

import dev.bestow.core.Imei;
import dev.bestow.core.InvalidValue;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// [Imei] as a group (TS 29.272 clause 7.3.3). An IMEISV is its first 14 digits and the two of its software version.
///
/// ```
/// Terminal-Information := [IMEI] [Software-Version]
/// ```
final class TerminalInformationAvp {
    /// Without the check digit, which an IMEISV has no room for.
    private static final int IMEI_DIGITS = 14;

    private static final int IMEISV_DIGITS = 16;

    private final Grammar group;

    TerminalInformationAvp(AvpDictionary known) {
        group = Grammar.of(known, List.of(), List.of(IMEI, SOFTWARE_VERSION));
    }

    void put(Imei imei, MessageBuilder out) {
        String digits = imei.digits();
        out.openGroup(TERMINAL_INFORMATION);
        if (digits.length() == IMEISV_DIGITS) {
            out.put(IMEI, digits.substring(0, IMEI_DIGITS))
                    .put(SOFTWARE_VERSION, digits.substring(IMEI_DIGITS));
        } else {
            out.put(IMEI, digits);
        }
        out.closeGroup();
    }

    /// Reads the group the cursor stands on; null when it names no device: no attach depends on it.
    @Nullable Imei read(AvpCursor terminalInformation) {
        AvpCursor avps = terminalInformation.group();
        String imei = "";
        String version = "";
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(IMEI)) {
                imei = avps.utf8();
            } else if (avps.is(SOFTWARE_VERSION)) {
                version = avps.utf8();
            }
        }
        try {
            return new Imei(
                    version.isEmpty()
                            ? imei
                            : imei.substring(0, Math.min(IMEI_DIGITS, imei.length())) + version);
        } catch (InvalidValue e) {
            return null;
        }
    }
}
