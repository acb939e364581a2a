package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// Keys of 128 bits that are bound to the algorithm they serve: the parameters are a type and the
/// algorithm's number, an octet each (TS 33.401 clause A.7).
final class AlgorithmKey {
    private static final int MAX_NUMBER = 7;

    private AlgorithmKey() {}

    static Secret ciphering(Secret parent, int type, int eea) {
        return derive(parent, Fc.ALGORITHM_KEY, type, requireEea(eea));
    }

    static Secret integrity(Secret parent, int type, int eia) {
        return derive(parent, Fc.ALGORITHM_KEY, type, requireEia(eia));
    }

    static Secret emsdpCiphering(Secret parent, int eea) {
        return derive(parent, Fc.EMSDP_KEY, 1, requireEea(eea));
    }

    static Secret emsdpIntegrity(Secret parent, int eia) {
        return derive(parent, Fc.EMSDP_KEY, 2, requireEia(eia));
    }

    private static Secret derive(Secret parent, Fc fc, int type, int algorithm) {
        return Kdf.deriveLow16(parent, fc, Kdf.number(type, 1), Kdf.number(algorithm, 1));
    }

    private static int requireEea(int eea) {
        if (eea < 0 || eea > MAX_NUMBER) {
            throw new InvalidValue("EEA", "needs 0 to 7");
        }
        return eea;
    }

    /// EIA0 adds zeros and takes no key.
    private static int requireEia(int eia) {
        if (eia < 1 || eia > MAX_NUMBER) {
            throw new InvalidValue("EIA", "needs 1 to 7");
        }
        return eia;
    }
}
