package dev.bestow.ue;

import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.EnhancedUsim;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimGone;

/// The e2m key set of a card (solutions 1A to 1D).
final class CardKeySet {
    private CardKeySet() {}

    /// Asks the card, which may be an ordinary one or gone.
    static E2mAnswer of(Usim usim) {
        if (!(usim instanceof EnhancedUsim enhanced)) {
            return new E2mAnswer.Unusable("USIM", "is an ordinary one, which derives no key set");
        }
        try {
            return enhanced.e2mKeySet();
        } catch (UsimGone gone) {
            return new E2mAnswer.Unusable("USIM", gone.reason());
        }
    }
}
