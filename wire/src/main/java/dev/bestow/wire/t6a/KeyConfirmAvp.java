package dev.bestow.wire.t6a;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.KeyStatus;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.TgppAvps;

import java.util.List;

/// [KeyConfirm] as a group, and what answers it; the IMSI is in the User-Identifier beside it. Our own
/// filler.
///
/// ```
/// Key-Confirm := {RAND} {GUTI} {eKSI} {Restart-Count} {Serial}
/// Key-Answer := {Key-Status}
/// ```
final class KeyConfirmAvp {
    private final BestowAvps bestow;
    private final AvpDictionary known;
    private final Grammar group;

    KeyConfirmAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        this.known = known;
        group =
                Grammar.of(
                        known,
                        List.of(
                                TgppAvps.RAND,
                                bestow.guti,
                                bestow.eksi,
                                bestow.restartCount,
                                bestow.serial),
                        List.of());
    }

    void put(KeyConfirm confirm, MessageBuilder out) {
        out.openGroup(bestow.keyConfirm)
                .put(TgppAvps.RAND, confirm.rand().octets())
                .put(bestow.guti, confirm.guti().encode())
                .put(bestow.eksi, confirm.eksi().value())
                .put(bestow.restartCount, confirm.mmeRestartCount())
                .put(bestow.serial, confirm.serial())
                .closeGroup();
    }

    KeyConfirm read(Imsi imsi, AvpCursor avps) {
        Rand rand = null;
        Guti guti = null;
        Eksi eksi = null;
        long restartCount = 0;
        long serial = 0;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(bestow.guti)) {
                guti = CoreValues.guti(avps);
            } else if (avps.is(bestow.eksi)) {
                eksi = CoreValues.eksi(avps);
            } else if (avps.is(bestow.restartCount)) {
                restartCount = CoreValues.count(avps);
            } else if (avps.is(bestow.serial)) {
                serial = CoreValues.count(avps);
            }
        }
        group.complete(seen);
        return new KeyConfirm(
                imsi,
                requireNonNull(rand),
                requireNonNull(guti),
                requireNonNull(eksi),
                restartCount,
                serial);
    }

    /// Puts what a successful answer says; nothing for `NotSupported`.
    void putAnswer(KeyConfirmAnswer answer, MessageBuilder out) {
        switch (answer) {
            case KeyConfirmAnswer.Accepted _ -> KeyStatus.ACCEPTED.putInto(out, bestow);
            case KeyConfirmAnswer.UnknownKey _ -> KeyStatus.UNKNOWN_KEY.putInto(out, bestow);
            case KeyConfirmAnswer.NotSupported _, KeyConfirmAnswer.Refused _ -> {
                // Silence means the one, a result code the other.
            }
        }
    }

    /// Reads a successful answer to its end.
    KeyConfirmAnswer readAnswer(AvpCursor avps) {
        return switch (KeyStatus.find(avps, bestow, known)) {
            case null -> new KeyConfirmAnswer.NotSupported();
            case ACCEPTED -> new KeyConfirmAnswer.Accepted();
            case UNKNOWN_KEY -> new KeyConfirmAnswer.UnknownKey();
            case KEY, NOT_YET, ROOT_MISMATCH ->
                    throw DecodeException.of(Kind.AVP_VALUE, 0, "no status of a confirmation");
        };
    }
}
