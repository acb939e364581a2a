package dev.bestow.keys.solution;

import java.util.Locale;

/// What the four octets are that name an [dev.bestow.keys.E2mIntKey] in messages (TR 33.863 solution 10). Keys of other
/// kinds are named by their RAND whatever is configured.
public enum KeyIdentifier {
    /// Alternative 1, the 32 least significant bits of RAND: no key takes part in it.
    RAND,
    /// Alternative 2, a short hash of the key ([dev.bestow.keys.E2mIntKey#shortHash]).
    HASH;

    /// As configuration spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
