package dev.bestow.wire.t6a;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;

/// Key-Confirm, our vendor AVP 3 from the MME: the AKA run of this RAND succeeded, its key set is in
/// use, and the UE is known by this GUTI now (TR 33.863 solution 12 step 4). Travels in a
/// Reporting-Information-Request (RIR, 8388719) or in a [ConnectionManagementRequest].
///
/// @param mmeRestartCount raised at every start of the MME; with `serial` it orders confirmations
///     without a clock
/// @param serial raised with every confirmation since that start
public record KeyConfirm(
        Imsi imsi, Rand rand, Guti guti, Eksi eksi, long mmeRestartCount, long serial) {
    public KeyConfirm {
        if (mmeRestartCount < 0) {
            throw new InvalidValue("Restart-Count", "is not negative");
        }
        if (serial < 0) {
            throw new InvalidValue("Serial", "is not negative");
        }
    }
}
