package dev.bestow.keystore.history;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;

import java.util.Comparator;

/// A GUTI and the key set in use under it, as one MME numbered it.
///
/// @param guti the GUTI
/// @param eksi the key set identifier
/// @param mmeRestartCount grows with every start of the MME
/// @param serial grows with every GUTI between two starts
public record GutiBinding(Guti guti, Eksi eksi, long mmeRestartCount, long serial) {
    static final Comparator<GutiBinding> NEWEST_FIRST =
            Comparator.comparingLong(GutiBinding::mmeRestartCount)
                    .thenComparingLong(GutiBinding::serial)
                    .thenComparingInt(binding -> binding.guti().mTmsi())
                    .thenComparingInt(binding -> binding.eksi().value())
                    .reversed();

    KeyName.ByGuti name() {
        return new KeyName.ByGuti(guti, eksi);
    }

    boolean sameMme(Guti other) {
        return guti.mmeCode() == other.mmeCode()
                && guti.mmeGroup() == other.mmeGroup()
                && guti.plmn().equals(other.plmn());
    }
}
