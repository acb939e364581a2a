package dev.bestow.core;

/// Something this process lives on does not do its work at the moment, and no peer is to blame: a disk is full, a
/// quorum is gone. The message is for the operator's log and holds no octet of a secret.
public abstract class ResourceUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected ResourceUnavailable(String message) {
        super(message);
    }

    protected ResourceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
