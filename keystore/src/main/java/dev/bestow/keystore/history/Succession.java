package dev.bestow.keystore.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// In which order the proven keys of a subscriber were in use. Issue numbers do not tell, since those of two HSS
/// instances are not comparable:
///
/// ```
/// keys confirmed by one MME     its restart count and serial
/// keys confirmed by two MMEs    the time at the key server of their first confirmation
/// ```
///
/// A confirmation that was under way for long must not make its key newer than the ones that MME took into use
/// afterwards. So a key counts as in use no later than any key its MME confirmed after it; with that, the two
/// rules never contradict each other.
final class Succession {
    /// A proven key, and since when it is taken to have been in use.
    record Used(KeyRow key, ConfirmedRow confirmation, long sinceMs) {
        private static final Comparator<Used> NEWEST_FIRST =
                Comparator.comparingLong((Used used) -> -used.sinceMs)
                        .thenComparing(used -> used.key.requestingHost())
                        .thenComparing(Used::confirmation, ConfirmedRow.NEWEST_FIRST);
    }

    private Succession() {}

    /// The proven keys of `history`, newest first.
    static List<Used> of(KeyHistory history) {
        Map<String, Long> earliestByMme = new HashMap<>();
        List<Used> succession = new ArrayList<>();
        // Of each MME the newest come first.
        for (ConfirmedRow confirmation : history.confirmed()) {
            Optional<KeyRow> key = history.key(confirmation.rand());
            if (key.isPresent()) {
                String mme = key.get().requestingHost();
                long sinceMs = earliestByMme.merge(mme, confirmation.firstAtMs(), Math::min);
                succession.add(new Used(key.get(), confirmation, sinceMs));
            }
        }
        succession.sort(Used.NEWEST_FIRST);
        return succession;
    }
}
