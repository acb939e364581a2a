package dev.bestow.keystore;

import java.nio.file.Path;

/// The folder was written by a later version, whose rows this one could misread.
public final class StoreTooNew extends StoreFailure {
    private static final long serialVersionUID = 1L;

    public StoreTooNew(Path folder, int found, int known) {
        super(
                "store folder "
                        + folder.toAbsolutePath()
                        + " has format "
                        + found
                        + ", this version knows up to "
                        + known
                        + "; run a version that is at least as new as the one that wrote it");
    }
}
