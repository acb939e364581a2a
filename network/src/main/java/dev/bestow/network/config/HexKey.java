package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

import java.util.HexFormat;

/// Keys as files write them: hex of either case, without separators.
public final class HexKey {
    private HexKey() {}

    /// A key of any length; a refusal names `field` and tells the key's length at most.
    public static Secret parse(String field, String hex) {
        try {
            return Secret.taking(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(field, "is not an even number of hex digits");
        }
    }

    /// As [#parse(String, String)], of exactly `octets` octets.
    public static Secret parse(String field, String hex, int octets) {
        if (hex.length() != 2 * octets) {
            throw new InvalidValue(
                    field, "has " + hex.length() + " hex digits, needs " + 2 * octets);
        }
        return parse(field, hex);
    }

    /// The only way back.
    public static String format(Secret key) {
        return key.use(HexFormat.of()::formatHex);
    }
}
