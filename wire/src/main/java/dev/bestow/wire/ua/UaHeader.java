package dev.bestow.wire.ua;

/// The octet that opens every Ua datagram, and an input of every MAC.
///
/// ```
///   7   6   5   4   3   2   1   0
/// +---+---+---+---+---+---+---+---+
/// |version| form  | C |    low    |
/// +---+---+---+---+---+---+---+---+
/// ```
///
/// `version` is 1. `C` is set when the body is ciphered. `low` means: in a request the eKSI 0 to 6, or
/// 7 when the key is named by RAND id; in a session message the three low bits of its counter; in any
/// other downlink 0 answer, 1 authenticated refusal, 2 plain refusal.
public record UaHeader(UaForm form, boolean ciphered, int low) {
    /// Not 0, so that a datagram of zeroes is nobody's message.
    public static final int VERSION = 1;

    static final int ANSWER = 0;
    static final int AUTHENTICATED_REFUSAL = 1;
    static final int PLAIN_REFUSAL = 2;

    public UaHeader {
        if (low < 0 || low > 7) {
            throw new IllegalArgumentException("three bits cannot hold " + low);
        }
    }

    /// The octet, 0 to 255.
    public int octet() {
        return VERSION << 6 | form.code() << 4 | (ciphered ? 8 : 0) | low;
    }

    static int versionOf(int octet) {
        return octet >> 6 & 3;
    }

    static UaHeader of(int octet) {
        return new UaHeader(UaForm.of(octet >> 4 & 3), (octet & 8) != 0, octet & 7);
    }
}
