package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// SNOW 3G (TS 35.216), the generator under UEA2 and UIA2: a shift register of 16 words with feedback
/// over GF(2^32), and a machine of three registers that hides it. Neither the JDK nor Bouncy Castle has it.
/// Its table look-ups leave traces in the processor's cache, as in every implementation with tables, so
/// it is not for a machine shared with an attacker. Not thread-safe.
public final class Snow3g implements Keystream {
    /// Length of the key and of the initial value.
    public static final int OCTETS = 16;

    private static final int WORDS = 16;
    private static final int BLANK_ROUNDS = 32;

    private final int[] register = new int[WORDS];
    private int first;
    private int r1;
    private int r2;
    private int r3;

    /// Under `key`, which stays the caller's, and `iv`, 16 octets each, in the order in which UEA2 and UIA2
    /// fill them: K3 to K0, IV3 to IV0. The generator's own test sets print them the other way round.
    public Snow3g(Secret key, Octets iv) {
        KeyLength.require("SNOW 3G key", key, OCTETS);
        KeyLength.require("SNOW 3G initial value", iv, OCTETS);
        key.use(octets -> {
            load(ByteBuffer.wrap(octets));
            return true;
        });
        ByteBuffer words = ByteBuffer.wrap(iv.toArray());
        register[9] ^= words.getInt();
        register[10] ^= words.getInt();
        register[12] ^= words.getInt();
        register[15] ^= words.getInt();
        for (int i = 0; i < BLANK_ROUNDS; i++) {
            clockRegister(clockMachine());
        }
        clockMachine();
        clockRegister(0);
    }

    @Override
    public int next() {
        int word = clockMachine() ^ word(0);
        clockRegister(0);
        return word;
    }

    @Override
    public void close() {
        Arrays.fill(register, 0);
        r1 = 0;
        r2 = 0;
        r3 = 0;
    }

    /// Every fourth of the key four times over, the last word first, every other time complemented.
    private void load(ByteBuffer key) {
        for (int i = 0; i < WORDS; i++) {
            int complement = i / 4 % 2 == 0 ? -1 : 0;
            register[i] = key.getInt(OCTETS - 4 - i % 4 * 4) ^ complement;
        }
    }

    private int word(int index) {
        return register[(first + index) % WORDS];
    }

    private int clockMachine() {
        int out = (word(15) + r1) ^ r2;
        int next = r2 + (r3 ^ word(5));
        r3 = Snow3gTables.s2(r2);
        r2 = Snow3gTables.s1(r1);
        r1 = next;
        return out;
    }

    private void clockRegister(int input) {
        int fed = Snow3gTables.timesAlpha(word(0)) ^ word(2) ^ Snow3gTables.overAlpha(word(11));
        register[first] = fed ^ input;
        first = (first + 1) % WORDS;
    }
}
