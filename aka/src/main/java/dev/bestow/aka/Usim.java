package dev.bestow.aka;

import dev.bestow.core.Rand;

/// A USIM as its terminal sees it: the AUTHENTICATE command in the 3G/EPS context (TS 31.102 clause
/// 7.1). May block for as long as a card takes. Thread-safe.
public interface Usim {
    /// Checks AUTN and, if it is the network's and fresh, spends its SQN and answers.
    ///
    /// @throws UsimGone when there is no card to ask
    UsimAnswer authenticate(Rand rand, Autn autn);
}
