package dev.bestow.wire.diameter;

/// What may stand in a DiameterIdentity. A table: one look per octet instead of eight comparisons,
/// several names in every message.
final class IdentityOctets {
    static final int UPPER = 1;
    static final int FOREIGN = 2;

    private static final byte[] KINDS = new byte[128];

    static {
        for (int c = 0; c < KINDS.length; c++) {
            boolean upper = c >= 'A' && c <= 'Z';
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '-'
                            || c == '_';
            KINDS[c] = (byte) (plain ? 0 : upper ? UPPER : FOREIGN);
        }
    }

    private IdentityOctets() {}

    /// The kinds of all octets of `from` to `to`, exclusive, or-ed together; 0 when all are lower case.
    static int seen(byte[] octets, int from, int to) {
        int seen = 0;
        for (int i = from; i < to; i++) {
            seen |= octets[i] < 0 ? FOREIGN : KINDS[octets[i]];
        }
        return seen;
    }
}
