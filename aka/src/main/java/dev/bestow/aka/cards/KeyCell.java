package dev.bestow.aka.cards;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

import java.nio.CharBuffer;
import java.util.HexFormat;

/// Hex of either case as people and programs write it: `0x` before it, blanks, colons or hyphens in it.
final class KeyCell {
    private static final HexFormat HEX = HexFormat.of();

    private KeyCell() {}

    /// The digits alone, in the place of the cell: a key is not copied.
    static CharBuffer digits(CharBuffer cell) {
        boolean prefixed =
                cell.length() > 1 && cell.charAt(0) == '0' && (cell.charAt(1) | 0x20) == 'x';
        int length = 0;
        for (int i = prefixed ? 2 : 0; i < cell.length(); i++) {
            char next = cell.charAt(i);
            if (!Cells.isBlank(next) && next != ':' && next != '-') {
                cell.put(cell.position() + length++, next);
            }
        }
        return cell.subSequence(0, length);
    }

    /// The key that `digits` are. A complaint tells its length and nothing of its content.
    static Secret secret(CharBuffer digits, int octets) {
        if (digits.length() != 2 * octets) {
            throw new InvalidValue(
                    "key",
                    "has " + digits.length() + " characters, needs " + 2 * octets + " hex digits");
        }
        try {
            return Secret.taking(HEX.parseHex(digits));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("key", "holds something else than hex digits");
        }
    }
}
