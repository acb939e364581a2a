package dev.bestow.keystore;

/// The store was written by a later version, whose rows this one could misread.
public final class StoreTooNew extends StoreFailure {
    private static final long serialVersionUID = 1L;

    /// @param store which one, as its owner calls it
    public StoreTooNew(String store, int found, int known) {
        super(
                store
                        + " has format "
                        + found
                        + ", this version knows up to "
                        + known
                        + "; run a version that is at least as new as the one that wrote it");
    }
}
