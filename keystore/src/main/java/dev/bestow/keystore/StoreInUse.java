package dev.bestow.keystore;

import java.nio.file.Path;

/// The folder of an embedded store belongs to another running process.
public final class StoreInUse extends StoreFailure {
    private static final long serialVersionUID = 1L;

    public StoreInUse(Path folder, Throwable cause) {
        super(
                "store folder "
                        + folder.toAbsolutePath()
                        + " is in use by another process;"
                        + " stop that process, or choose another folder (store.path, --data)",
                cause);
    }
}
