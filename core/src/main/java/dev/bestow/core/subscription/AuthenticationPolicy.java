package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

/// How often the home network wants a UE authenticated, and how its signalling protected (TR 33.863 solution 4): fewer
/// runs save its battery, and only the home network knows what its keys are for.
///
/// @param afterSeconds the age of a key set at which an MME authenticates the UE anew; 0 for none
/// @param afterKeys of one key set an MME gives out so many keys before it does so; 0 for any number
/// @param algorithms the NAS algorithms that are good enough: bit n is EEA n, bit 8 + n is EIA n. Where none of a kind
///     is there, any of that kind is
public record AuthenticationPolicy(int afterSeconds, int afterKeys, int algorithms) {
    /// Whatever the MME does is fine.
    public static final AuthenticationPolicy NONE = new AuthenticationPolicy(0, 0, 0);

    private static final int KIND_BITS = 8;
    private static final int KIND = 0xff;

    public AuthenticationPolicy {
        if (afterSeconds < 0 || afterKeys < 0) {
            throw new InvalidValue("authentication", "counts from 0");
        }
    }

    /// Whether a UE may be served with its signalling protected like this.
    ///
    /// @param eea the number of the cipher, 0 for none
    /// @param eia the number of the integrity algorithm
    public boolean allows(int eea, int eia) {
        return isIn(algorithms & KIND, eea) && isIn(algorithms >> KIND_BITS & KIND, eia);
    }

    private static boolean isIn(int ofKind, int number) {
        return ofKind == 0 || (ofKind >> number & 1) == 1;
    }

    /// Whether a key set that old is to be replaced.
    public boolean endsAtAge(long ageSeconds) {
        return afterSeconds > 0 && ageSeconds >= afterSeconds;
    }

    /// Whether a key set of which so many keys were given out is to be replaced.
    public boolean endsAfterKeys(int keys) {
        return afterKeys > 0 && keys >= afterKeys;
    }
}
