package dev.bestow.wire.ua;

import dev.bestow.core.Octets;

/// A refusal: 11 octets plain, 19 authenticated, so never longer than the shortest message it can
/// answer (12 for a session message, 21 for a request, and only requests get authenticated ones).
///
/// ```
/// header 1 (low = 1 authenticated, 2 plain) | code 1 | retry after, seconds 1 | echo 8 [| tag 8]
/// ```
///
/// `echo` repeats the last 8 octets of what is refused, so that nobody off the path can forge even a
/// plain one. The header has the form of the request, or COMPACT when a session message is refused.
public record Refusal(
        UaForm form, RefusalCause cause, int retryAfterSeconds, Octets echo, Octets tag)
        implements UaDownlink {
    public static final int ECHO_OCTETS = ApplicationRequest.MAC_OCTETS;
    public static final int TAG_OCTETS = 8;

    /// The longest wait the octet holds.
    public static final int MAX_RETRY_SECONDS = 255;

    public Refusal {
        if (form == UaForm.SESSION) {
            throw new IllegalArgumentException("the low bits of a session header are a counter");
        }
        if (retryAfterSeconds < 0 || retryAfterSeconds > MAX_RETRY_SECONDS) {
            throw new IllegalArgumentException("one octet cannot hold " + retryAfterSeconds);
        }
        CompactRequest.requireLength("echo", echo, ECHO_OCTETS);
        if (tag.length() != 0) {
            CompactRequest.requireLength("tag", tag, TAG_OCTETS);
        }
    }

    /// Anybody on the path could have written this one.
    public static Refusal plain(
            UaForm form, RefusalCause cause, int retryAfterSeconds, Octets echo) {
        return new Refusal(form, cause, retryAfterSeconds, echo, Octets.EMPTY);
    }

    /// Whether it carries a tag; whether the tag is right is for `session` to say.
    public boolean authenticated() {
        return tag.length() != 0;
    }

    public UaHeader header() {
        return header(form, authenticated());
    }

    /// The header of a refusal that is still to be sealed.
    public static UaHeader header(UaForm form, boolean authenticated) {
        return new UaHeader(
                form,
                false,
                authenticated ? UaHeader.AUTHENTICATED_REFUSAL : UaHeader.PLAIN_REFUSAL);
    }
}
