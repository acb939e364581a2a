package dev.bestow.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Bad input, refused: names the field and the reason, never the octets of a secret. Thrown by the
/// factories of values (`Imsi.parse`, `Guti.parse`, …); whatever a *peer* can cause is answered as a
/// value instead, see the codecs in `wire`.
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    public InvalidValue(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    /// A file that cannot be read, and why in words.
    ///
    /// @param field the file's part and its name
    public static InvalidValue unreadable(String field, IOException e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "there is no such file";
                    case AccessDeniedException _ -> "permission denied";
                    case IOException _ -> Reason.of(e);
                };
        return new InvalidValue(field, "cannot be read: " + why);
    }

    /// The field as its specification or its configuration file calls it.
    public String field() {
        return field;
    }

    /// What is wrong with it, in words fit for an operator's screen.
    public String reason() {
        return reason;
    }
}
