package dev.bestow.wire.s6t;

import dev.bestow.keys.KeyKind;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.MessageBuilder;

/// Key-Kind, which is there where a key is no Ks: what was said before there were kinds means what it meant.
final class KeyKindAvp {
    private KeyKindAvp() {}

    static void put(KeyKind kind, BestowAvps bestow, MessageBuilder out) {
        if (kind != KeyKind.KS) {
            putAlways(kind, bestow, out);
        }
    }

    /// Where it being there says something.
    static void putAlways(KeyKind kind, BestowAvps bestow, MessageBuilder out) {
        out.put(bestow.keyKind, code(kind));
    }

    private static int code(KeyKind kind) {
        return switch (kind) {
            case KS -> 0;
            case E2M_INT_KEY -> 1;
            case E2M_KEY_SET -> 2;
        };
    }

    /// Reads the one the cursor stands on.
    static KeyKind from(AvpCursor avp) {
        return switch (avp.integer32()) {
            case 0 -> KeyKind.KS;
            case 1 -> KeyKind.E2M_INT_KEY;
            case 2 -> KeyKind.E2M_KEY_SET;
            default -> throw avp.refuse(DecodeException.Kind.AVP_VALUE);
        };
    }
}
