package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.Eea2;
import dev.bestow.keys.Eia2;

/// Selected NAS security algorithms, 1 octet: `0 | EEA 3 bits | 0 | EIA 3 bits` (TS 24.301 clause
/// 9.9.3.23). Any pair can be read; the security context takes the supported ones.
///
/// @param eea ciphering, 0 to 7
/// @param eia integrity, 0 to 7
public record NasAlgorithms(int eea, int eia) {
    /// The default.
    public static final NasAlgorithms EEA2_EIA2 = new NasAlgorithms(Eea2.IDENTITY, Eia2.IDENTITY);

    /// Where the serving network forbids confidentiality: null ciphering, full integrity.
    public static final NasAlgorithms EEA0_EIA2 = new NasAlgorithms(0, Eia2.IDENTITY);

    public NasAlgorithms {
        if (eea < 0 || eea > 7 || eia < 0 || eia > 7) {
            throw new InvalidValue("NAS security algorithms", "are numbered 0 to 7");
        }
    }

    /// EIA2 with EEA0 or EEA2. EIA0 never: it is for emergency calls without a USIM.
    public boolean supported() {
        return eia == Eia2.IDENTITY && (eea == 0 || eea == Eea2.IDENTITY);
    }

    @Override
    public String toString() {
        return "EEA" + eea + "/EIA" + eia;
    }
}
