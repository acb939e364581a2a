package dev.bestow.session.esp;

import java.util.Arrays;

/// Which sequence numbers of an association were taken: the highest, and a bit for each of the 192 up to it (RFC 4303
/// clause 3.4.3). Also completes a number of which the low 32 bits travelled (RFC 4303 Appendix A2). Not thread-safe.
///
/// The bits lie in a ring of words: a new highest number clears the words that it enters, and no bit is shifted.
final class AntiReplayWindow {
    static final int SIZE = 192;

    private static final int WORDS = 4;
    private static final long LOW = 0xffff_ffffL;

    private final long[] taken = new long[WORDS];
    private long highest;

    /// Number 0 is nobody's: senders start with 1.
    AntiReplayWindow() {
        taken[0] = 1;
    }

    long highest() {
        return highest;
    }

    /// The number with these low 32 bits that lies between the lower edge of the window and 2^32 above it; negative
    /// where that would be below 0.
    long complete(int low) {
        long edge = highest - SIZE + 1;
        return edge + ((low & LOW) - edge & LOW);
    }

    /// Whether it was taken before, or lies below the window.
    boolean isTaken(long number) {
        if (number > highest) {
            return false;
        }
        return highest - number >= SIZE || (taken[word(number)] >>> number & 1) != 0;
    }

    /// Marks a number whose packet verified.
    void take(long number) {
        if (number > highest) {
            long entered = Math.min((number >>> 6) - (highest >>> 6), WORDS);
            for (long word = 1; word <= entered; word++) {
                taken[(int) ((highest >>> 6) + word & WORDS - 1)] = 0;
            }
            highest = number;
        }
        taken[word(number)] |= 1L << number;
    }

    private static int word(long number) {
        return (int) (number >>> 6 & WORDS - 1);
    }

    @Override
    public String toString() {
        return "AntiReplayWindow(" + highest + ", " + Arrays.toString(taken) + ")";
    }
}
