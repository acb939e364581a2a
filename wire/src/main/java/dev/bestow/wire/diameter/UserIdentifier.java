package dev.bestow.wire.diameter;

import static dev.bestow.wire.diameter.TgppAvps.EXTERNAL_IDENTIFIER;
import static dev.bestow.wire.diameter.TgppAvps.USER_IDENTIFIER;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// User-Identifier, the subscriber a command of S6t or T6a is about (TS 29.336 clause 6.4.2).
///
/// ```
/// User-Identifier := [User-Name] [MSISDN] [External-Identifier] [LMSI]
/// ```
///
/// The specification lets any one of them name the subscriber; where keys are concerned it is always the
/// IMSI, so its absence is `AVP_MISSING`.
///
/// @param externalIdentifier `local@domain`, or null
public record UserIdentifier(Imsi imsi, @Nullable String externalIdentifier) {
    private static final Grammar GROUP =
            Grammar.of(
                    BaseAvps.DICTIONARY.or(TgppAvps.DICTIONARY),
                    List.of(BaseAvps.USER_NAME),
                    List.of(TgppAvps.MSISDN, EXTERNAL_IDENTIFIER, TgppAvps.LMSI));

    public void putInto(MessageBuilder out) {
        out.openGroup(USER_IDENTIFIER).put(BaseAvps.USER_NAME, imsi.digits());
        if (externalIdentifier != null) {
            out.put(EXTERNAL_IDENTIFIER, externalIdentifier);
        }
        out.closeGroup();
    }

    /// Reads the group the cursor stands on.
    public static UserIdentifier from(AvpCursor group) {
        AvpCursor avps = group.group();
        Imsi imsi = null;
        String externalIdentifier = null;
        int seen = 0;
        while (avps.next()) {
            seen = GROUP.tick(seen, avps);
            if (avps.is(BaseAvps.USER_NAME)) {
                imsi = CoreValues.imsi(avps);
            } else if (avps.is(EXTERNAL_IDENTIFIER)) {
                externalIdentifier = avps.utf8();
            }
        }
        GROUP.complete(seen);
        return new UserIdentifier(requireNonNull(imsi), externalIdentifier);
    }
}
