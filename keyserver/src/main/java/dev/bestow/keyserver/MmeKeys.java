package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalAnswer;

/// Keys that stay with the MME (TR 33.863 solution 11) and are asked for one at a time. Thread-safe.
@FunctionalInterface
public interface MmeKeys {
    /// Where no row of the plan leaves its keys with an MME.
    MmeKeys NONE = (_, _, _) -> new RetrievalAnswer.NotAvailable();

    /// The key of this name for `caller`. Blocks until the MME answers or a deadline is over.
    RetrievalAnswer retrieve(AsId caller, KeyName name, KeyRoot root);

    /// Has the MME replace the key set of this name, if it is still the current one, for `caller`. Blocks likewise.
    default RefreshAnswer refresh(AsId caller, KeyName.ByGuti name, KeyRoot root) {
        return new RefreshAnswer.NotAvailable();
    }
}
