package dev.bestow.keystore;

import dev.bestow.core.ResourceUnavailable;

/// The engine could not do what it was asked: the disk is full or broken, the store is closed, the
/// quorum is gone. What was asked may or may not have happened, and repeating it is always safe. A
/// node answers its peer "unable to comply".
public class StoreFailure extends ResourceUnavailable {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
