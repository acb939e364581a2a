package dev.bestow.ue;

import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.EnhancedUsim;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimGone;

/// The e2m key set of the last run of a card (TR 33.863 solution 1).
final class CardKeySet {
    private CardKeySet() {}

    /// Asks the card, which may block; or why it has none for us.
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
