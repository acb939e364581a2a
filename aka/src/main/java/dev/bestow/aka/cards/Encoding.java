package dev.bestow.aka.cards;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// What the first octets of a card file say about the rest.
sealed interface Encoding {
    /// Octets that are looked at.
    int HEAD_OCTETS = 16;

    /// Text; a byte order mark is still in front of it.
    record Text(Charset charset) implements Encoding {}

    /// Something else.
    ///
    /// @param reason what, and what to do about it
    record NoText(String reason) implements Encoding {}

    /// Without a byte order mark the first character decides, which is ASCII in every layout: UTF-16 has
    /// a zero on one side of it, UTF-32 three.
    static Encoding of(byte[] head) {
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return new NoText(
                    "is a workbook (.xlsx, .ods) or another ZIP archive; export it as CSV");
        }
        if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            return new NoText("is a workbook (.xls); export it as CSV");
        }
        if (startsWith(head, "-----BEGIN PGP".chars().toArray())) {
            return new NoText("is encrypted with PGP; decrypt it first");
        }
        if (startsWith(head, 0xff, 0xfe, 0, 0) || startsWith(head, 0, 0)) {
            return new NoText("is UTF-32; save it as UTF-8");
        }
        boolean zeroSecond = head.length > 1 && head[1] == 0;
        if (startsWith(head, 0xff, 0xfe) || zeroSecond) {
            return head.length > 2 && zeroSecond && head[2] == 0
                    ? new NoText("is UTF-32; save it as UTF-8")
                    : new Text(StandardCharsets.UTF_16LE);
        }
        return startsWith(head, 0xfe, 0xff) || startsWith(head, 0)
                ? new Text(StandardCharsets.UTF_16BE)
                : new Text(StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] head, int... octets) {
        for (int i = 0; i < octets.length; i++) {
            if (i == head.length || (head[i] & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }
}
