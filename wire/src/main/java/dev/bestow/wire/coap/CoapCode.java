package dev.bestow.wire.coap;

import java.util.Locale;

/// What a message asks for or answers: a class of three bits and a detail of five (RFC 7252 clause 12.1).
public record CoapCode(int octet) {
    /// No request and no response.
    public static final CoapCode EMPTY = new CoapCode(0);

    public static final CoapCode POST = of(0, 2);
    public static final CoapCode CREATED = of(2, 1);
    public static final CoapCode CHANGED = of(2, 4);
    public static final CoapCode BAD_REQUEST = of(4, 0);
    public static final CoapCode UNAUTHORIZED = of(4, 1);
    public static final CoapCode BAD_OPTION = of(4, 2);
    public static final CoapCode FORBIDDEN = of(4, 3);
    public static final CoapCode NOT_FOUND = of(4, 4);
    public static final CoapCode METHOD_NOT_ALLOWED = of(4, 5);
    public static final CoapCode SERVICE_UNAVAILABLE = of(5, 3);

    private static final int DETAIL_BITS = 5;
    private static final int SUCCESS = 2;
    private static final int LAST_CLASS = 5;

    private static CoapCode of(int classOfCode, int detail) {
        return new CoapCode(classOfCode << DETAIL_BITS | detail);
    }

    /// Whether it asks for something.
    public boolean isRequest() {
        return classOfCode() == 0 && octet != 0;
    }

    /// Whether it answers a request.
    public boolean isResponse() {
        return classOfCode() >= SUCCESS && classOfCode() <= LAST_CLASS;
    }

    /// Whether it answers that all went well.
    public boolean isSuccess() {
        return classOfCode() == SUCCESS;
    }

    private int classOfCode() {
        return octet >> DETAIL_BITS;
    }

    /// As the RFC writes it: `2.04`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d.%02d", classOfCode(), octet & ((1 << DETAIL_BITS) - 1));
    }
}
