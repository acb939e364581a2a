package dev.bestow.keys;

/// The tables of SNOW 3G (TS 35.216 clauses 3.1 to 3.4), computed from their definitions: what they
/// are is then in sight, and no octet can be mistyped.
///
/// S1 and S2 send the four octets of a word through an S-box each and mix them as AES mixes a column.
/// A mixed column is the sum of what its octets contribute, and what an octet contributes is the same
/// word, rotated by its place: one table of 256 words does for all four.
final class Snow3gTables {
    /// Reduction polynomials of three fields of 256 elements, without their x^8.
    private static final int AES_FIELD = 0x1b;

    private static final int SQ_FIELD = 0x69;
    private static final int ALPHA_FIELD = 0xa9;

    private static final int[] S1 = new int[256];
    private static final int[] S2 = new int[256];
    private static final int[] MUL_ALPHA = new int[256];
    private static final int[] DIV_ALPHA = new int[256];

    static {
        for (int x = 0; x < 256; x++) {
            S1[x] = column(sr(x), AES_FIELD);
            S2[x] = column(sq(x), SQ_FIELD);
            MUL_ALPHA[x] = powers(x, 23, 245, 48, 239);
            DIV_ALPHA[x] = powers(x, 16, 39, 6, 64);
        }
    }

    private Snow3gTables() {}

    static int s1(int word) {
        return substituted(S1, word);
    }

    static int s2(int word) {
        return substituted(S2, word);
    }

    /// `word` times alpha in GF(2^32).
    static int timesAlpha(int word) {
        return word << 8 ^ MUL_ALPHA[word >>> 24];
    }

    /// `word` divided by alpha in GF(2^32).
    static int overAlpha(int word) {
        return word >>> 8 ^ DIV_ALPHA[word & 0xff];
    }

    private static int substituted(int[] table, int word) {
        return table[word >>> 24]
                ^ Integer.rotateRight(table[word >>> 16 & 0xff], 8)
                ^ Integer.rotateRight(table[word >>> 8 & 0xff], 16)
                ^ Integer.rotateRight(table[word & 0xff], 24);
    }

    /// What the first octet of a column, already substituted, adds to each of the four.
    private static int column(int octet, int field) {
        int twice = timesX(octet, field);
        return twice << 24 | (twice ^ octet) << 16 | octet << 8 | octet;
    }

    /// The S-box of AES: the inverse in the field, then an affine map of its bits.
    private static int sr(int x) {
        int inverse = 1;
        for (int i = 0; i < 254; i++) {
            inverse = times(inverse, x, AES_FIELD);
        }
        int repeated = inverse * 0x101;
        int sum = 0;
        for (int bit = 4; bit <= 8; bit++) {
            sum ^= repeated >> bit;
        }
        return (sum & 0xff) ^ 0x63;
    }

    /// The Dickson polynomial of degree 49 with parameter 1, plus a constant. Dickson polynomials follow
    /// one another as D(n+1) = x D(n) + D(n-1), from D(0) = 2, which is 0 here, and D(1) = x.
    private static int sq(int x) {
        int before = 0;
        int dickson = x;
        for (int degree = 1; degree < 49; degree++) {
            int next = times(dickson, x, SQ_FIELD) ^ before;
            before = dickson;
            dickson = next;
        }
        return dickson ^ 0x25;
    }

    /// Four octets: `octet` times x to the power of each exponent.
    private static int powers(int octet, int... exponents) {
        int word = 0;
        for (int exponent : exponents) {
            int power = octet;
            for (int i = 0; i < exponent; i++) {
                power = timesX(power, ALPHA_FIELD);
            }
            word = word << 8 | power;
        }
        return word;
    }

    private static int times(int a, int b, int field) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = timesX(product, field) ^ (b >> bit & 1) * a;
        }
        return product;
    }

    private static int timesX(int a, int field) {
        return (a << 1 & 0xff) ^ (a >> 7) * field;
    }
}
