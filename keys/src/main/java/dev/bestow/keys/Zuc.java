package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.bouncycastle.crypto.engines.Zuc128CoreEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

import java.util.Arrays;

/// ZUC-128, the generator under 128-EEA3 and 128-EIA3 (TS 35.222), on the engine of Bouncy Castle. Gives 2049
/// words, enough for the longest message and its MAC, and fails then. Not thread-safe.
public final class Zuc implements Keystream {
    /// Length of the key and of the initial value.
    public static final int OCTETS = 16;

    /// The longest message of either algorithm (TS 35.221 clauses 3.2 and 4.2).
    static final int MAX_BITS = 65504;

    private static final byte[] ZERO = new byte[OCTETS];

    private final Engine engine = new Engine();

    /// Under `key`, which stays the caller's, and `iv`, 16 octets each.
    public Zuc(Secret key, Octets iv) {
        KeyLength.require("ZUC key", key, OCTETS);
        KeyLength.require("ZUC initial value", iv, OCTETS);
        KeyParameter parameter = key.use(KeyParameter::new);
        engine.init(true, new ParametersWithIV(parameter, iv.toArray()));
        Arrays.fill(parameter.getKey(), (byte) 0);
    }

    /// Refuses what is longer than ZUC's algorithms are defined for.
    static void requireLength(int lengthBits) {
        if (lengthBits > MAX_BITS) {
            throw new IllegalArgumentException(
                    lengthBits + " bits are more than the " + MAX_BITS + " of one message");
        }
    }

    @Override
    public int next() {
        return engine.word();
    }

    /// Puts zeros in the place of the key: the engine cannot be emptied.
    @Override
    public void close() {
        engine.init(true, new ParametersWithIV(new KeyParameter(ZERO), ZERO));
    }

    /// Gives out whole words, and enough of them for the longest message and the two more of its MAC.
    private static final class Engine extends Zuc128CoreEngine {
        int word() {
            return makeKeyStreamWord();
        }

        @Override
        protected int getMaxIterations() {
            return MAX_BITS / Integer.SIZE + 2;
        }
    }
}
