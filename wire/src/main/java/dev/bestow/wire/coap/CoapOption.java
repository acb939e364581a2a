package dev.bestow.wire.coap;

import dev.bestow.core.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One option of a message (RFC 7252 clause 5.4).
public record CoapOption(int number, Octets value) {
    public static final int LOCATION_PATH = 8;

    /// Makes a message an OSCORE message (RFC 8613 clause 2); its value is an [OscoreOption].
    public static final int OSCORE = 9;

    public static final int URI_PATH = 11;

    /// What a payload is (RFC 7252 clause 5.10.3).
    public static final int CONTENT_FORMAT = 12;

    /// Of [#CONTENT_FORMAT]: CBOR (RFC 8949 clause 9.2).
    public static final CoapOption CBOR =
            new CoapOption(CONTENT_FORMAT, Octets.copyOf(new byte[] {60}));

    /// For how many seconds an answer holds (RFC 7252 clause 5.10.5).
    public static final int MAX_AGE = 14;

    private static final int BLOCK2 = 23;
    private static final int BLOCK1 = 27;
    private static final int PROXY_URI = 35;
    private static final int PROXY_SCHEME = 39;

    /// What a server wants to see again before it does anything (RFC 9175 clause 2.2).
    public static final int ECHO = 252;

    /// Which responses nobody waits for (RFC 7967).
    public static final int NO_RESPONSE = 258;

    /// Of [#NO_RESPONSE]: those that say that all went well.
    public static final CoapOption NO_SUCCESS_RESPONSE =
            new CoapOption(NO_RESPONSE, Octets.copyOf(new byte[] {2}));

    private static final int URI_HOST = 3;
    private static final int URI_PORT = 7;

    /// Options of this number, one for each segment of `path`: `/a/1` has two.
    public static List<CoapOption> path(int number, String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(segment ->
                        new CoapOption(
                                number, Octets.copyOf(segment.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /// Whether a message with it that is not understood has to be refused (RFC 7252 clause 5.4.1).
    boolean isCritical() {
        return number % 2 == 1;
    }

    /// Whether OSCORE leaves it outside, for proxies, unprotected (class U of RFC 8613 clause 4.1). The options for
    /// both places are not among these: what they say goes inside here.
    public boolean isOuter() {
        return switch (number) {
            case URI_HOST, URI_PORT, PROXY_URI, PROXY_SCHEME, OSCORE -> true;
            default -> false;
        };
    }

    /// Whether outside an OSCORE message it asks a proxy for something (RFC 7252 clause 5.10.2) or says that one cut
    /// the message into blocks (RFC 7959).
    public boolean isForProxy() {
        return switch (number) {
            case PROXY_URI, PROXY_SCHEME, BLOCK1, BLOCK2 -> true;
            default -> false;
        };
    }

    /// Whether it is one that is understood here; where a server is it knows itself, so that two of them say nothing.
    boolean isKnown() {
        return switch (number) {
            case URI_HOST, URI_PORT, URI_PATH, LOCATION_PATH, ECHO, NO_RESPONSE -> true;
            default -> false;
        };
    }
}
