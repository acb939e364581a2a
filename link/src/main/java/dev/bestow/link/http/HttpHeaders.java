package dev.bestow.link.http;

import java.util.Locale;

/// The header fields of a message that mean something here (RFC 9110, RFC 9112). A body whose length is
/// told twice, or in two ways, is refused: two readers would cut it differently.
final class HttpHeaders {
    static final int NO_LENGTH = -1;

    private static final int MAX_FIELDS = 64;

    /// RFC 9110 clause 5.6.2. No blank before the colon (RFC 9112 clause 5.1): readers that differ there can be
    /// played off against each other.
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /// Fits an `int`, and no body here comes near it.
    private static final int MAX_DIGITS = 9;

    private int fields;
    private int contentLength = NO_LENGTH;
    private boolean chunked;
    private boolean close;
    private boolean expectsContinue;
    private String mediaType = "";
    private int retryAfterSeconds = HttpAnswer.NO_RETRY;

    /// One field line, without its end.
    void add(String line) throws MalformedHttp {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (!name.matches(TOKEN) || ++fields > MAX_FIELDS) {
            throw new MalformedHttp("header fields that cannot be read");
        }
        String value = line.substring(colon + 1).strip();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "content-length" -> {
                if (contentLength != NO_LENGTH) {
                    throw new MalformedHttp("two lengths");
                }
                contentLength = decimal(value);
            }
            case "transfer-encoding" -> {
                if (chunked || !value.equalsIgnoreCase("chunked")) {
                    throw new MalformedHttp("a transfer encoding other than chunked");
                }
                chunked = true;
            }
            case "connection" -> close |= value.equalsIgnoreCase("close");
            case "expect" -> expectsContinue = value.equalsIgnoreCase("100-continue");
            case "content-type" -> mediaType = mediaType(value);
            // RFC 9110 also allows a date here, which we do not read.
            case "retry-after" -> {
                if (value.matches("[0-9]{1,6}")) {
                    retryAfterSeconds = decimal(value);
                }
            }
            default -> {}
        }
    }

    /// All fields are there.
    void complete() throws MalformedHttp {
        if (chunked && contentLength != NO_LENGTH) {
            throw new MalformedHttp("a length and chunks");
        }
    }

    /// Type and subtype without the parameters that may follow; they compare without case (RFC 9110 clause
    /// 8.3.1).
    private static String mediaType(String value) {
        int parameters = value.indexOf(';');
        String type = parameters < 0 ? value : value.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static int decimal(String digits) throws MalformedHttp {
        boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || digits.isEmpty() || digits.length() > MAX_DIGITS) {
            throw new MalformedHttp("no number where one belongs");
        }
        return Integer.parseInt(digits);
    }

    /// Octets, or [#NO_LENGTH].
    int contentLength() {
        return contentLength;
    }

    boolean chunked() {
        return chunked;
    }

    /// Whether the other side closes after this message.
    boolean close() {
        return close;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    /// In lower case, without parameters; empty when none was told.
    String mediaType() {
        return mediaType;
    }

    /// Seconds, or [HttpAnswer#NO_RETRY].
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
