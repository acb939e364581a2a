package dev.bestow.hss.trace;

import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6t.KeyPushAnswer;

/// What another node said to a request of this one, or why it said nothing. Prints in words.
public sealed interface Said {
    /// It has done so.
    record Accepted() implements Said {
        @Override
        public String toString() {
            return "accepted";
        }
    }

    /// It has not.
    record Refused(Result result) implements Said {
        @Override
        public String toString() {
            return "refused, " + result;
        }
    }

    /// It knows of no such thing.
    record Unsupported() implements Said {
        @Override
        public String toString() {
            return "not supported";
        }
    }

    /// Nothing yet, and what waited for it goes on.
    record Late() implements Said {
        @Override
        public String toString() {
            return "late, the vector leaves before the answer is here";
        }
    }

    /// Nothing.
    ///
    /// @param again whether it will be asked again
    record Nothing(String reason, boolean again) implements Said {
        @Override
        public String toString() {
            return "no answer, " + reason + (again ? "; tried again" : "; given up");
        }
    }

    /// Of a result.
    static Said of(Result result) {
        return result.isSuccess() ? new Accepted() : new Refused(result);
    }

    /// To a push or a proof.
    static Said of(KeyPushAnswer answer) {
        return switch (answer) {
            case KeyPushAnswer.Accepted() -> new Accepted();
            case KeyPushAnswer.NotSupported() -> new Unsupported();
            case KeyPushAnswer.Refused(Result result) -> new Refused(result);
        };
    }
}
