package dev.bestow.aka;

/// The permutation Keccak-f[1600] (FIPS 202 clause 3), the kernel of TUAK. Works in place, without
/// branches or tables that depend on the state, and allocates nothing.
///
/// ```
/// lane (x, y) of the state is lanes[x + 5 y], its octets little-endian
/// ```
public final class KeccakF1600 {
    /// Lanes of 64 bits.
    public static final int LANES = 25;

    private static final int ROUNDS = 24;

    /// rho and pi move all lanes but the first along one cycle: where it goes, from lane 1 on, and by how
    /// many bits each move rotates.
    private static final int[] CYCLE = new int[LANES - 1];

    private static final int[] ROTATION = new int[LANES - 1];
    private static final long[] ROUND_CONSTANTS = new long[ROUNDS];

    static {
        int x = 1;
        int y = 0;
        for (int t = 0; t < CYCLE.length; t++) {
            int below = (2 * x + 3 * y) % 5;
            x = y;
            y = below;
            CYCLE[t] = x + 5 * y;
            ROTATION[t] = (t + 1) * (t + 2) / 2 % Long.SIZE;
        }
        // x^8 + x^6 + x^5 + x^4 + 1 gives one bit per step, for the places 2^j - 1 of a lane.
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int j = 0; j < 7; j++) {
                ROUND_CONSTANTS[round] |= (register & 1L) << ((1 << j) - 1);
                register = register << 1 ^ (register >> 7) * 0x171;
            }
        }
    }

    private KeccakF1600() {}

    /// Replaces the state by its image under all 24 rounds.
    public static void permute(long[] lanes) {
        if (lanes.length != LANES) {
            throw new IllegalArgumentException("Keccak-f[1600] takes 25 lanes");
        }
        for (long constant : ROUND_CONSTANTS) {
            theta(lanes);
            rhoPi(lanes);
            chi(lanes);
            lanes[0] ^= constant;
        }
    }

    private static void theta(long[] a) {
        long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        long d0 = c4 ^ Long.rotateLeft(c1, 1);
        long d1 = c0 ^ Long.rotateLeft(c2, 1);
        long d2 = c1 ^ Long.rotateLeft(c3, 1);
        long d3 = c2 ^ Long.rotateLeft(c4, 1);
        long d4 = c3 ^ Long.rotateLeft(c0, 1);
        for (int row = 0; row < LANES; row += 5) {
            a[row] ^= d0;
            a[row + 1] ^= d1;
            a[row + 2] ^= d2;
            a[row + 3] ^= d3;
            a[row + 4] ^= d4;
        }
    }

    private static void rhoPi(long[] a) {
        long moving = a[1];
        for (int t = 0; t < LANES - 1; t++) {
            int to = CYCLE[t];
            long next = a[to];
            a[to] = Long.rotateLeft(moving, ROTATION[t]);
            moving = next;
        }
    }

    private static void chi(long[] a) {
        for (int row = 0; row < LANES; row += 5) {
            long a0 = a[row];
            long a1 = a[row + 1];
            long a2 = a[row + 2];
            long a3 = a[row + 3];
            long a4 = a[row + 4];
            a[row] = a0 ^ (~a1 & a2);
            a[row + 1] = a1 ^ (~a2 & a3);
            a[row + 2] = a2 ^ (~a3 & a4);
            a[row + 3] = a3 ^ (~a4 & a0);
            a[row + 4] = a4 ^ (~a0 & a1);
        }
    }
}
