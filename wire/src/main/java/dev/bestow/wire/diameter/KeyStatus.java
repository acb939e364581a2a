package dev.bestow.wire.diameter;

import dev.bestow.wire.diameter.DecodeException.Kind;

import org.jspecify.annotations.Nullable;

/// Key-Status, our vendor AVP 20: what became of a push, a confirmation or a request that was read and
/// allowed. Anything worse is a Result-Code.
public enum KeyStatus {
    /// The push or confirmation is stored, the re-authentication under way.
    ACCEPTED(0),
    /// The key is in the answer.
    KEY(1),
    /// The named key exists and is not in use yet.
    NOT_YET(2),
    /// No key of that name.
    UNKNOWN_KEY(3),
    /// There is a key of that name, from the other root.
    ROOT_MISMATCH(4);

    private final int code;

    KeyStatus(int code) {
        this.code = code;
    }

    /// What stands on the wire.
    public int code() {
        return code;
    }

    /// Reads the AVP the cursor stands on; codes of a later version are a bad value.
    public static KeyStatus from(AvpCursor avp) {
        return switch (avp.integer32()) {
            case 0 -> ACCEPTED;
            case 1 -> KEY;
            case 2 -> NOT_YET;
            case 3 -> UNKNOWN_KEY;
            case 4 -> ROOT_MISMATCH;
            default -> throw avp.refuse(Kind.AVP_VALUE);
        };
    }

    /// Puts a Key-Answer that holds nothing else.
    public void putInto(MessageBuilder answer, BestowAvps bestow) {
        answer.openGroup(bestow.keyAnswer).put(bestow.keyStatus, code).closeGroup();
    }

    /// Finds the Key-Answer of an answer and in it the status, or null when the peer sent none: it does
    /// not know our AVPs. `known` is what the receiver of this command understands.
    public static @Nullable KeyStatus find(
            AvpCursor answer, BestowAvps bestow, AvpDictionary known) {
        KeyStatus status = null;
        while (answer.next()) {
            known.requireKnown(answer);
            if (answer.is(bestow.keyAnswer)) {
                AvpCursor group = answer.group();
                while (group.next()) {
                    known.requireKnown(group);
                    if (group.is(bestow.keyStatus)) {
                        status = from(group);
                    }
                }
                status = Grammar.present(status, bestow.keyStatus);
            }
        }
        return status;
    }
}
